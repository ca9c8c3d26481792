package dev.muybridge.bench;

import dev.muybridge.job.table.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares two folders of results: tables row for row, except for the time a run spent and the work it was spared; everything else
 * byte for byte, except logs, what runs said of themselves, the index of what is done and the marks of owners.
 */
public final class OutputComparison {
    private static final Set<String> NOT_RESULTS = Set.of("seconds_spent", "segments_reused");

    /** Logs, what runs said of themselves, the index, and the marks of owners. */
    private static final Pattern OF_RUNS = Pattern.compile("(logs|runs|\\.index|\\.owner)(/.*)?", Pattern.DOTALL);

    private OutputComparison() {}

    /** What is wrong with a file. */
    public enum Kind {
        /** It, or a row of it, is missing. */
        LOST,
        /** It, or a row of it, is there and should not be. */
        TWICE,
        /** It is unfinished, left over, damaged, or has other content. */
        HALF
    }

    /**
     * One difference.
     *
     * @param file below the folder
     * @param what a sentence
     */
    public record Difference(Kind kind, String file, String what) {}

    /** In the order of the files' names; none if {@code actual} equals {@code expected}. */
    public static List<Difference> differences(Path expected, Path actual) throws IOException {
        SortedSet<String> wanted = entries(expected);
        SortedSet<String> there = entries(actual);
        SortedSet<String> all = new TreeSet<>(wanted);
        all.addAll(there);
        List<Difference> differences = new ArrayList<>();
        for (String name : all) {
            if (!there.contains(name)) {
                differences.add(new Difference(Kind.LOST, name, "It is missing."));
            } else if (!wanted.contains(name)) {
                boolean hidden = name.startsWith(".") || name.contains("/.");
                differences.add(new Difference(hidden ? Kind.HALF : Kind.TWICE, name, "It is left over."));
            } else if (Files.isRegularFile(actual.resolve(name))) {
                compare(name, expected.resolve(name), actual.resolve(name), differences);
            }
        }
        return differences;
    }

    /** Files and folders below {@code root} that belong to the results. */
    private static SortedSet<String> entries(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(path -> root.relativize(path).toString())
                    .filter(name -> !name.isEmpty() && !OF_RUNS.matcher(name).matches())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void compare(String name, Path expected, Path actual, List<Difference> differences)
            throws IOException {
        if (!name.endsWith(".parquet")) {
            long at = Files.mismatch(expected, actual);
            if (at >= 0) {
                differences.add(new Difference(Kind.HALF, name, "It differs from byte " + at + " on."));
            }
            return;
        }
        List<String> wanted = rows(expected);
        List<String> there;
        try {
            there = rows(actual);
        } catch (IOException e) {
            differences.add(new Difference(Kind.HALF, name, String.valueOf(e.getMessage())));
            return;
        }
        if (there.size() != wanted.size()) {
            Kind kind = there.size() < wanted.size() ? Kind.LOST : Kind.TWICE;
            differences.add(
                    new Difference(kind, name, "It has " + there.size() + " rows instead of " + wanted.size() + "."));
        } else if (!there.equals(wanted)) {
            differences.add(new Difference(Kind.HALF, name, "Its rows differ."));
        }
    }

    private static List<String> rows(Path table) throws IOException {
        return TableRows.read(org.apache.flink.core.fs.Path.fromLocalFile(table.toFile()), NOT_RESULTS);
    }
}
