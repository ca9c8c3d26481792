package dev.muybridge.motion;

import dev.muybridge.pose.TimeBase;

/**
 * What has to be known about a video to measure the people in it.
 *
 * @param size of the upright picture
 * @param timeBase of the frames' timestamps
 * @param slowMotion how many times slower than life the video plays, positive; rates are those of life
 */
public record Scene(PictureSize size, TimeBase timeBase, double slowMotion) {
    public Scene {
        if (!(slowMotion > 0 && slowMotion < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("slow motion must be positive and finite, was " + slowMotion);
        }
    }

    /**
     * Real-life time between two timestamps.
     *
     * @return seconds, positive
     * @throws IllegalArgumentException when {@code to} is not later than {@code from}
     */
    public double seconds(long from, long to) {
        double seconds = timeBase.toSeconds(to - from) / slowMotion;
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "time between two frames must be positive and finite, was " + seconds + " s");
        }
        return seconds;
    }
}
