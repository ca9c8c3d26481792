package dev.muybridge.job.config;

import java.io.Serializable;

/**
 * Of how many people a run tells, those who matter most first. Everybody is followed in any case, so that they are not taken for each
 * other.
 *
 * @param most how many at most, 1 or more
 */
public record People(int most) implements Serializable {
    /** The one person who matters most over the whole video. */
    public static final People MAIN = new People(1);

    /** Everyone who is found. */
    public static final People ALL = new People(Integer.MAX_VALUE);

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
