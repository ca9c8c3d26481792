package dev.muybridge.stage;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.Rational;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.TimeBase;
import java.io.Serializable;

/**
 * How a segment is drawn and encoded.
 *
 * @param preset x264's preset
 * @param crf x264's constant rate factor
 * @param numbered whether people's numbers are drawn
 */
public record Style(String preset, int crf, boolean numbered) implements Serializable {
    EncoderSettings encoder(PictureSize size, Rational frameRate, TimeBase timeBase, Colour colour) {
        return new EncoderSettings(size.width(), size.height(), timeBase, frameRate, colour, preset, crf);
    }
}
