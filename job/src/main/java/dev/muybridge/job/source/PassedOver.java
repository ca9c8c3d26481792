package dev.muybridge.job.source;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was listed and not taken for an input, besides hidden files.
 *
 * @param endings how many files that are not named like a video, by their ending; empty for a name without one
 * @param folders how many subfolders were not looked into
 * @param earlierResults folders below the input with videos that earlier runs have made
 * @param output whether OUTPUT was among them
 * @param foundNothing whether there is no input at all
 */
public record PassedOver(
        SortedMap<String, Integer> endings,
        int folders,
        List<String> earlierResults,
        boolean output,
        boolean foundNothing) {
    private static final int MOST_NAMED = 5;

    public PassedOver {
        endings = Collections.unmodifiableSortedMap(new TreeMap<>(endings));
        earlierResults = List.copyOf(earlierResults);
    }

    /** How many files. */
    public int files() {
        return endings.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The most frequent endings and how many of each. */
    public String describe() {
        String named = endings.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_NAMED)
                .map(each ->
                        each.getValue() + " " + (each.getKey().isEmpty() ? "without an ending" : "." + each.getKey()))
                .collect(Collectors.joining(", "));
        return endings.size() > MOST_NAMED ? named + ", and others" : named;
    }
}
