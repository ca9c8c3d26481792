package dev.muybridge.pose;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people write them: seconds or {@code [HH:]MM:SS}, with a fraction or without. */
public final class WrittenTime {
    /** How that is said in messages. */
    public static final String FORM = "seconds or [HH:]MM:SS";

    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d+):)?(\\d+):)?(\\d+(?:\\.\\d+)?)");
    private static final int SIXTY = 60;

    private WrittenTime() {}

    /** The seconds that {@code text} says, 0 or more; empty if it is no such time. */
    public static OptionalDouble seconds(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return OptionalDouble.empty();
        }
        double hours = number(time.group(1));
        double minutes = number(time.group(2));
        double seconds = number(time.group(3));
        boolean carried = (time.group(1) != null && minutes >= SIXTY) || (time.group(2) != null && seconds >= SIXTY);
        return carried ? OptionalDouble.empty() : OptionalDouble.of((hours * SIXTY + minutes) * SIXTY + seconds);
    }

    private static double number(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }
}
