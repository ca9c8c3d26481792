package dev.muybridge.motion;

/**
 * Where a person was in a frame.
 *
 * @param id the person's number
 * @param pts the frame's presentation timestamp in ticks
 * @param centre of the trunk
 */
public record LastSeen(int id, long pts, Centre centre) {}
