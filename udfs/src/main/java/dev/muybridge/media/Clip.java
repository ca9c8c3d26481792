package dev.muybridge.media;

import dev.muybridge.pose.WrittenTime;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The part of a video to process, in seconds since its first frame.
 *
 * @param fromSeconds frames before this time are left out; 0 or more
 * @param toSeconds so are frames at this time and later; more than {@code fromSeconds}, infinite for no end
 */
public record Clip(double fromSeconds, double toSeconds) implements Serializable {
    /** The whole video. */
    public static final Clip WHOLE = new Clip(0, Double.POSITIVE_INFINITY);

    public Clip {
        if (!(fromSeconds >= 0 && fromSeconds < toSeconds)) {
            throw new IllegalArgumentException("from must be 0 or more and less than to, was " + fromSeconds
                    + (Double.isInfinite(toSeconds) ? "" : " with to " + toSeconds));
        }
    }

    /**
     * Parses what a command line says.
     *
     * @param from seconds or {@code [HH:]MM:SS}, with a fraction or without; null for the start
     * @param to the same; null for the end
     * @throws IllegalArgumentException for anything else; the message begins with {@code from} or {@code to}
     */
    public static Clip parse(@Nullable String from, @Nullable String to) {
        return new Clip(
                from == null ? WHOLE.fromSeconds : seconds("from", from),
                to == null ? WHOLE.toSeconds : seconds("to", to));
    }

    private static double seconds(String name, String text) {
        return WrittenTime.seconds(text)
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " must be " + WrittenTime.FORM + ", was " + text));
    }

    /** As it appears among the options: {@code FROM-TO} in seconds, {@code whole} for the whole video. */
    @Override
    public String toString() {
        return equals(WHOLE) ? "whole" : fromSeconds + "-" + (Double.isInfinite(toSeconds) ? "end" : toSeconds);
    }
}
