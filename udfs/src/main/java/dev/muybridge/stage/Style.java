package dev.muybridge.stage;

import java.io.Serializable;

/**
 * How a segment is drawn and encoded.
 *
 * @param preset x264's preset
 * @param crf x264's constant rate factor
 * @param numbered whether people's numbers are drawn
 */
public record Style(String preset, int crf, boolean numbered) implements Serializable {}
