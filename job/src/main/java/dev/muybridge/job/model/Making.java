package dev.muybridge.job.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How results are or were made.
 *
 * @param keys what they depend on, each key by its hash
 * @param options options that change results or what is published, as {@code name=value} joined by semicolons
 * @param versions versions that results depend on, in the same form
 */
public record Making(Keys keys, String options, String versions) {
    /** Options that say which files are published, and change none. */
    private static final Set<String> PUBLISHED = Set.of("segments", "poses");

    /** With keys as text, which are hashed. */
    public static Making of(Keys keys, String options, String versions) {
        return new Making(
                new Keys(
                        Hashes.shortSha256(keys.poses()),
                        Hashes.shortSha256(keys.rows()),
                        Hashes.shortSha256(keys.pictures())),
                options,
                versions);
    }

    /** Whether results made this way are those that would be made as {@code other} says, with the same files published. */
    public boolean isLike(Making other) {
        return keys.equals(other.keys) && published().equals(other.published());
    }

    private List<String> published() {
        return Arrays.stream(options.split(";"))
                .filter(option -> PUBLISHED.contains(option.replaceAll("=.*", "")))
                .toList();
    }
}
