package dev.muybridge.stage;

import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.Scene;

/**
 * A person's track, or a part of it, to be measured.
 *
 * @param track the linked poses, filtered
 * @param scene what has to be known about the video
 */
public record MeasureOrder(PoseTrack track, Scene scene) {}
