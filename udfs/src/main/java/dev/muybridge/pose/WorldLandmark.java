package dev.muybridge.pose;

/**
 * One point of the body in space, as the model estimates it, in metres, with the middle of the hips as origin.
 *
 * @param x metres, to the right of the picture
 * @param y metres, downwards
 * @param z metres, away from the camera
 */
public record WorldLandmark(float x, float y, float z) {}
