package dev.muybridge.stage;

import dev.muybridge.pose.PoseFrame;
import java.util.List;

/**
 * A segment that was analysed.
 *
 * @param frames every frame that the analysis saw, in order; with a person's track for an id
 * @param workMillis what the worker spent on it, the only part that differs when the same order is given twice
 */
public record Poses(List<PoseFrame> frames, long workMillis) {
    public Poses {
        frames = List.copyOf(frames);
    }
}
