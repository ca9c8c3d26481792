package dev.muybridge.tracking;

/**
 * A body that the detector saw in a picture.
 *
 * @param score how sure it is, 0..1
 * @param region around the body
 */
record Detection(double score, Region region) {}
