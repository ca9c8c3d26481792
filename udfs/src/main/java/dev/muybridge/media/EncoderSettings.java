package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;

/**
 * How a segment is encoded. Equal settings give equal stream headers, so that segments can be joined as they are.
 *
 * @param width pixels of the upright picture; odd sizes are padded by one pixel
 * @param height pixels of the upright picture; odd sizes are padded by one pixel
 * @param timeBase time base of the frames' timestamps; that of the MP4 track is the same or an exact fraction of it
 * @param frameRate average frame rate, for rate control only
 * @param colour as tagged in the stream
 * @param preset x264's preset
 * @param crf x264's constant rate factor, 0..51
 */
public record EncoderSettings(
        int width, int height, TimeBase timeBase, Rational frameRate, Colour colour, String preset, int crf) {}
