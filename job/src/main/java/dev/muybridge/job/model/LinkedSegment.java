package dev.muybridge.job.model;

import dev.muybridge.motion.LastSeen;
import org.jspecify.annotations.Nullable;

/**
 * A segment that knows its neighbour.
 *
 * @param poses its staged poses
 * @param before where the main subject was in the frame before its first, null where there is none or nobody was found
 */
public record LinkedSegment(PosesRef poses, @Nullable LastSeen before) {}
