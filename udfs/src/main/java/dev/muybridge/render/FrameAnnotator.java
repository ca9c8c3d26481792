package dev.muybridge.render;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PictureSize;

/** Stand-in. */
public final class FrameAnnotator {
    public FrameAnnotator(PictureSize size, Colour colour) {}

    public void annotate(VideoFrame frame, FrameMetrics metrics, long timeMicros) {}
}
