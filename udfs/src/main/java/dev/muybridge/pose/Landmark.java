package dev.muybridge.pose;

/**
 * One point of the body in the picture.
 *
 * @param x fraction of the upright picture's width, left = 0; may lie outside [0, 1]
 * @param y fraction of the upright picture's height, top = 0; may lie outside [0, 1]
 * @param z depth in units of x, with the middle of the hips = 0, smaller is nearer to the camera
 * @param visibility likelihood that the point is in the picture and not hidden, 0..1
 * @param presence likelihood that the point is within the picture, 0..1
 */
public record Landmark(float x, float y, float z, float visibility, float presence) {}
