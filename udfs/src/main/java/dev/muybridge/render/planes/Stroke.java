package dev.muybridge.render.planes;

/**
 * A line with round ends, in pixels; a dot if both ends are the same.
 *
 * @param x1 where it starts
 * @param y1 where it starts
 * @param x2 where it ends
 * @param y2 where it ends
 * @param radius half its width, more than 0
 */
public record Stroke(double x1, double y1, double x2, double y2, double radius) {}
