package dev.muybridge.motion;

/**
 * Where a person was in a frame.
 *
 * @param pts the frame's presentation timestamp in ticks
 * @param centre of the trunk
 */
public record LastSeen(long pts, Centre centre) {}
