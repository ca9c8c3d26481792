package dev.muybridge.stage;

import dev.muybridge.motion.TrackedFrames;

/**
 * A segment that was analysed.
 *
 * @param tracked its own frames; a repair ends with the first one after which it met the earlier analysis
 * @param processor what analysed it, see {@link Processor}
 * @param workMillis what the worker spent on it, the only part that differs when the same order is given twice
 */
public record Poses(TrackedFrames tracked, String processor, long workMillis) {}
