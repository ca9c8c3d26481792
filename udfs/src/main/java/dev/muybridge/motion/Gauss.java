package dev.muybridge.motion;

import java.io.Serializable;

/**
 * The filter of landmarks: through the numbers around a frame goes a straight line, fitted with Gaussian weights by true time, and what
 * the line says at the frame is the filtered number. So constant motion stays what it is, at the ends and at uneven times too. A sine of
 * f Hz keeps {@code exp(-(2 pi f sigma)^2 / 2)} of its size, away from the ends. (Local linear regression with a Gaussian kernel: Fan and
 * Gijbels, Local Polynomial Modelling and Its Applications, 1996; the gain is the kernel's Fourier transform.)
 *
 * <p>Only frames of the same unbroken run of sight count: a gap is never looked across, and a frame that stands alone keeps its numbers.
 * Adds in one fixed order and uses {@link StrictMath}.
 *
 * @param sigma standard deviation of the weights in seconds of life, positive; frames more than three of them away do not count
 */
public record Gauss(double sigma) implements Serializable {
    /** What every run uses. */
    public static final Gauss STANDARD = new Gauss(0.025);

    /** What it is called in the table. */
    public static final String NAME = "gauss";

    /** To be raised by any change that makes the same track give other values. */
    private static final int VERSION = 1;

    public Gauss {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma must be positive and finite, was " + sigma + " s");
        }
    }

    /** Its name, sigma and version, for keys. */
    public String version() {
        return NAME + "-" + sigma + "/" + VERSION;
    }

    /** How far away frames count, in seconds of life. */
    public double reach() {
        return GaussWeights.REACH * sigma;
    }

    /**
     * Filters a track. Where a number that counts is not finite, the frame keeps its own.
     *
     * @param track unfiltered
     * @param scene has the length of a tick and slow motion
     * @return the same track with other {@link PoseTrack#places places}; it shares everything else
     */
    public PoseTrack filter(PoseTrack track, Scene scene) {
        FloatColumns filtered = new FloatColumns(Places.COUNT, track.frames());
        GaussWeights weights = new GaussWeights(track, scene, sigma);
        int next = 0;
        while (next < track.frames()) {
            next = weights.make(next);
            for (int column = 0; column < Places.COUNT; column++) {
                weights.apply(track.places(), filtered, column);
            }
        }
        return track.with(filtered);
    }
}
