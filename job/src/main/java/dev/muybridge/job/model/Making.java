package dev.muybridge.job.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /** The options that differ from those of {@code now}, with both values. */
    public String differences(Making now) {
        Map<String, String> before = byName(options);
        Map<String, String> after = byName(now.options);
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return differences(names, before, after);
    }

    /** The same of those options and versions only; empty if none of them differs. */
    public String differences(Making now, Set<String> names) {
        return differences(
                new TreeSet<>(names), byName(options + ";" + versions), byName(now.options + ";" + now.versions));
    }

    /** The value of an option; empty if it is not among them. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(byName(options).get(name));
    }

    private static String differences(SortedSet<String> names, Map<String, String> before, Map<String, String> after) {
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> name + " was " + before.getOrDefault(name, "not given") + ", is "
                        + after.getOrDefault(name, "not given"))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> byName(String options) {
        return Arrays.stream(options.split(";"))
                .map(option -> option.split("=", 2))
                .filter(option -> option.length == 2)
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    private List<String> published() {
        return Arrays.stream(options.split(";"))
                .filter(option -> PUBLISHED.contains(option.replaceAll("=.*", "")))
                .toList();
    }
}
