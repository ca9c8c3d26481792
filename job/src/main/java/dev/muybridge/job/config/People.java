package dev.muybridge.job.config;

import java.io.Serializable;

/**
 * Of how many people a run tells, those who matter most first.
 *
 * @param most how many at most, 1 or more
 * @param everyone whether small people are looked for although only one is seen at once
 */
public record People(int most, boolean everyone) implements Serializable {
    /** The one person who matters most over the whole video. */
    public static final People MAIN = new People(1, false);

    /** Everyone who is found. */
    public static final People ALL = new People(Integer.MAX_VALUE, true);

    public People {
        if (most < 1) {
            throw new IllegalArgumentException("--people must be main, all or 1 and more, was " + most);
        }
    }

    /**
     * What a command line says.
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
                    yield new People(Integer.parseInt(text), true);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("--people must be main, all or a number, was " + text, e);
                }
            }
        };
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return equals(MAIN) ? "main" : equals(ALL) ? "all" : Integer.toString(most);
    }
}
