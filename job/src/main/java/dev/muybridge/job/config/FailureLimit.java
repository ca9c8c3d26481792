package dev.muybridge.job.config;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many videos may fail before a run is ended.
 *
 * @param most how many, 0 or more; per hundred videos if {@code percent}
 * @param percent whether that is a share of the videos that a run has to do
 */
public record FailureLimit(double most, boolean percent) implements Serializable {
    /** Any number. */
    public static final FailureLimit NONE = new FailureLimit(Double.POSITIVE_INFINITY, false);

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)%|(\\d{1,9})");
    private static final int HUNDRED = 100;

    public FailureLimit {
        if (!(most >= 0)) {
            throw new IllegalArgumentException("--max-failures must be 0 or more, was " + most);
        }
        if (percent && most > HUNDRED) {
            throw new IllegalArgumentException("--max-failures must be at most 100%, was " + most + "%");
        }
    }

    /**
     * Parses the value given on a command line.
     *
     * @param text a number, or a share as {@code 5%}
     * @throws IllegalArgumentException for anything else
     */
    public static FailureLimit parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("--max-failures must be a number or a share such as 5%, was " + text);
        }
        boolean share = form.group(1) != null;
        return new FailureLimit(Double.parseDouble(share ? form.group(1) : form.group(2)), share);
    }

    /** The same for a run that has {@code videos} to do, as a number. */
    public FailureLimit of(long videos) {
        return percent ? new FailureLimit(Math.floor(most * videos / HUNDRED), false) : this;
    }

    /** Whether a run continues after this many failures; only for a limit that is a number. */
    public boolean allows(long failures) {
        return failures <= most;
    }
}
