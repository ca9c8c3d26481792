package dev.muybridge.job.config;

import java.io.Serializable;

/**
 * How many people a run reports, the most prominent first. Everybody is followed anyway, so that nobody is mistaken for
 * somebody else.
 *
 * @param most how many at most, 1 or more
 */
public record People(int most) implements Serializable {
    /** The one most prominent person of the whole video. */
    public static final People MAIN = new People(1);

    /** Everyone who is found. */
    public static final People ALL = new People(Integer.MAX_VALUE);

    public People {
        if (most < 1) {
            throw new IllegalArgumentException("--people must be main, all or at least 1, was " + most);
        }
    }

    /**
     * Parses the value given on a command line.
     *
     * @param text {@code main}, {@code all} or a number
     * @throws IllegalArgumentException for anything else
     */
    public static People parse(String text) {
        return switch (text) {
            case "main" -> MAIN;
            case "all" -> ALL;
            default -> {
                try {
                    yield new People(Integer.parseInt(text));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("--people must be main, all or a number, was " + text, e);
                }
            }
        };
    }

    /** As {@link #parse} takes it; one person is the main one. */
    @Override
    public String toString() {
        return equals(MAIN) ? "main" : equals(ALL) ? "all" : Integer.toString(most);
    }
}
