package dev.muybridge.job.model;

import dev.muybridge.motion.LastSeen;
import org.jspecify.annotations.Nullable;

/**
 * A segment whose poses are staged.
 *
 * @param segment which segment
 * @param framesWithPose how many of its own frames show somebody
 * @param analysed its own frames as the analysis found them
 * @param last where the main subject was in its last own frame, null where nobody was found
 * @param workMillis what a worker spent on it, 0 where it was staged before
 */
public record PosesRef(
        SegmentRef segment,
        int framesWithPose,
        FrameCount analysed,
        @Nullable LastSeen last,
        long workMillis) {}
