package dev.muybridge.render;

import dev.muybridge.motion.Column;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Velocity;
import dev.muybridge.motion.Widths;
import java.util.List;
import java.util.Locale;

/**
 * What the panel says about one frame, as text.
 *
 * @param shoulders pixels
 * @param shouldersM metres
 * @param hips pixels
 * @param hipsM metres
 * @param speed pixels a second
 * @param heading where the movement goes
 * @param time the video's own clock
 * @param status whether somebody was found
 */
record Readout(
        String shoulders,
        String shouldersM,
        String hips,
        String hipsM,
        String speed,
        Heading heading,
        String time,
        Status status) {
    /** What there is to say about the frame as a whole. */
    enum Status {
        /** The main subject was found. */
        FOUND,
        /** The main subject was not found. */
        NOBODY,
        /** The frame could not be decoded. */
        UNREADABLE
    }

    /** The columns that are drawn. */
    static final List<Column> DRAWN = List.of(
            Widths.SHOULDERS_PX,
            Widths.SHOULDERS_WORLD_M,
            Widths.HIPS_PX,
            Widths.HIPS_WORLD_M,
            Velocity.X_PX_S,
            Velocity.Y_PX_S,
            Velocity.SPEED_PX_S);

    /** Stands where there is no value. */
    static final String ABSENT = "\u2013";

    /** The widest that {@link #whole} and {@link #hundredths} give. */
    static final String WIDEST_WHOLE = ">99999";

    static final String WIDEST_HUNDREDTHS = "0.00";

    /** Below this fraction of the picture's short side a second, a direction would be noise. */
    private static final double STILL = 0.02;

    /** The readout of the main subject; {@code shortSide} is the picture's, in pixels. */
    static Readout of(FrameMetrics metrics, long timeMicros, int shortSide) {
        String time = time(timeMicros);
        if (metrics.seen().isEmpty() || metrics.seen().get(0).id() != 0) {
            Status status = metrics.readable() ? Status.NOBODY : Status.UNREADABLE;
            return new Readout(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, Heading.NONE, time, status);
        }
        PersonMetrics person = metrics.seen().get(0);
        double speed = person.value(Velocity.SPEED_PX_S);
        return new Readout(
                whole(person.value(Widths.SHOULDERS_PX)),
                hundredths(person.value(Widths.SHOULDERS_WORLD_M)),
                whole(person.value(Widths.HIPS_PX)),
                hundredths(person.value(Widths.HIPS_WORLD_M)),
                whole(speed),
                Heading.of(person.value(Velocity.X_PX_S), person.value(Velocity.Y_PX_S), speed, STILL * shortSide),
                time,
                Status.FOUND);
    }

    static String whole(double value) {
        if (!Double.isFinite(value)) {
            return ABSENT;
        }
        return value >= 99999.5 ? WIDEST_WHOLE : Long.toString(Math.round(value));
    }

    static String hundredths(double value) {
        if (!Double.isFinite(value)) {
            return ABSENT;
        }
        return value >= 9.995 ? ">9.9" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** {@code m:ss.mmm}, with hours in front only where there are any. */
    static String time(long micros) {
        long millis = Math.round(Math.abs((double) micros) / 1000);
        long seconds = millis / 1000;
        long minutes = seconds / 60;
        String tail = String.format(Locale.ROOT, "%02d.%03d", seconds % 60, millis % 1000);
        String head = minutes < 60
                ? Long.toString(minutes)
                : String.format(Locale.ROOT, "%d:%02d", minutes / 60, minutes % 60);
        return (micros < 0 && millis > 0 ? "-" : "") + head + ":" + tail;
    }
}
