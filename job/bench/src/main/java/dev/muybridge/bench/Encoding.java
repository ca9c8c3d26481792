package dev.muybridge.bench;

/**
 * How all contenders encode.
 *
 * @param preset of x264
 * @param crf x264's constant rate factor
 */
record Encoding(String preset, int crf) {}
