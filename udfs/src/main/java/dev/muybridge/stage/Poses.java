package dev.muybridge.stage;

import dev.muybridge.motion.TrackedFrames;
import org.jspecify.annotations.Nullable;

/**
 * A segment that was analysed, and maybe drawn on.
 *
 * @param tracked its own frames; a repair ends with the first one after which it met the earlier analysis
 * @param processor what analysed it, see {@link Processor}
 * @param draft what its pictures are if its rows turn out as they were drawn; null if nothing was to be drawn, or too much was open
 * @param workMillis what the worker spent on it, the only part that differs when the same order is given twice
 */
public record Poses(
        TrackedFrames tracked, String processor, @Nullable Pictures draft, long workMillis) {}
