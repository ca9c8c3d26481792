package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;

/**
 * What a video is, according to its container and codec.
 *
 * @param codec FFmpeg's name for the codec, e.g. {@code h264}
 * @param width pixels of the upright picture (after rotation, with square pixels)
 * @param height pixels of the upright picture (after rotation, with square pixels)
 * @param rotation degrees clockwise by which the stored picture is turned to stand upright: 0, 90, 180 or 270
 * @param timeBase time base of the video stream's timestamps
 * @param frameRate average frames per second as a fraction; only a hint for the encoder's rate control
 * @param firstPts timestamp of the first frame of the whole file, also if only a part is processed, in ticks; options count times from it
 * @param durationTicks end of the last frame minus start of the first, in ticks
 * @param note sentences about pictures that have to be converted or left out; empty if there are none
 */
public record VideoInfo(
        String codec,
        int width,
        int height,
        int rotation,
        TimeBase timeBase,
        Rational frameRate,
        long firstPts,
        long durationTicks,
        String note) {}
