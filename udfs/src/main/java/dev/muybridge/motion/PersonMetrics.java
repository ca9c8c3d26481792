package dev.muybridge.motion;

import dev.muybridge.pose.Pose;
import org.jspecify.annotations.Nullable;

/**
 * One person's metrics in one frame.
 *
 * @param id the person's number in the video, 0 = main subject
 * @param pose the landmarks that were measured
 * @param widths of shoulders and hips
 * @param velocity of the centre, null where the frame before does not exist or did not show this person
 */
public record PersonMetrics(
        int id, Pose pose, Widths widths, @Nullable Velocity velocity) {}
