package dev.muybridge.motion;

import java.util.regex.Pattern;

/**
 * One number that is measured in each frame of a person. This is the only place where it is described: the table's schema, the page of
 * columns in the documentation and the panel on the picture take it from here.
 *
 * @param name as it appears in the table: lower case, words joined by underscores, the unit last
 * @param unit its symbol: {@code px}, {@code m}, {@code px/s}; empty for a pure number
 * @param meaning what it says, and when it is null
 */
public record Column(String name, String unit, String meaning) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public Column {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a column's name is lower case with words joined by underscores, was " + name);
        }
    }
}
