package dev.muybridge.media;

import dev.muybridge.pose.WrittenTime;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.OptionalDouble;
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

    private static final String END = "end";

    public Clip {
        if (!(fromSeconds >= 0)) {
            throw new IllegalArgumentException("from must be 0 or more, was " + fromSeconds);
        }
        if (!(fromSeconds < toSeconds)) {
            throw new IllegalArgumentException(
                    "from must be before the end, was " + fromSeconds + " s with an end at " + toSeconds + " s");
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

    /**
     * Parses a part that is written in one word.
     *
     * @param text {@code A-B} with the same times, or {@code A-end}
     * @throws IllegalArgumentException for anything else; the message begins with {@code must}
     */
    public static Clip parse(String text) {
        int dash = text.indexOf('-');
        OptionalDouble from = dash < 0 ? OptionalDouble.empty() : WrittenTime.seconds(text.substring(0, dash));
        String end = text.substring(dash + 1);
        OptionalDouble to = end.equals(END) ? OptionalDouble.of(Double.POSITIVE_INFINITY) : WrittenTime.seconds(end);
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be A-B or A-end with times in " + WrittenTime.FORM + ", was " + text);
        }
        if (from.getAsDouble() >= to.getAsDouble()) {
            throw new IllegalArgumentException("must end after it begins, was " + text);
        }
        return new Clip(from.getAsDouble(), to.getAsDouble());
    }

    /** Its times in seconds with as few digits as they need, as in {@code 60-90.5} and {@code 60-end}, for names. */
    public String times() {
        return plain(fromSeconds) + "-" + (Double.isInfinite(toSeconds) ? END : plain(toSeconds));
    }

    private static String plain(double seconds) {
        return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
    }

    private static double seconds(String name, String text) {
        return WrittenTime.seconds(text)
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " must be " + WrittenTime.FORM + ", was " + text));
    }

    /** As it appears among the options: {@code FROM-TO} in seconds, {@code whole} for the whole video. */
    @Override
    public String toString() {
        return equals(WHOLE) ? "whole" : fromSeconds + "-" + (Double.isInfinite(toSeconds) ? END : toSeconds);
    }
}
