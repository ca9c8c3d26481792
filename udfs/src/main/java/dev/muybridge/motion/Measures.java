package dev.muybridge.motion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics of a run, in the order of their columns in the table, and the filter of the landmarks that they are computed from.
 *
 * @param filter of the landmarks
 * @param all each name and each column once
 */
public record Measures(Gauss filter, List<Measure> all) implements Serializable {
    /** What every run measures. */
    public static final Measures STANDARD = new Measures(Gauss.STANDARD, List.of(new Widths(), new Velocity()));

    public Measures {
        all = List.copyOf(all);
        Set<String> names = new HashSet<>();
        for (Measure measure : all) {
            for (Column column : measure.columns()) {
                if (!names.add(column.name())) {
                    throw new IllegalArgumentException("two metrics have a column " + column.name());
                }
            }
        }
    }

    /** All columns, in order. */
    public List<Column> columns() {
        return all.stream().flatMap(measure -> measure.columns().stream()).toList();
    }

    /** The same filter and those metrics that have a column among {@code drawn}. */
    public Measures of(List<Column> drawn) {
        return new Measures(
                filter,
                all.stream()
                        .filter(measure -> measure.columns().stream().anyMatch(drawn::contains))
                        .toList());
    }

    /** The filter and the metrics with their names and versions, for keys. */
    public String versions() {
        return Stream.concat(
                        Stream.of(filter.version()),
                        all.stream().map(measure -> measure.name() + "/" + measure.version()))
                .collect(Collectors.joining(","));
    }

    /** Measures a filtered track; one column of values for each of {@link #columns}, in that order. */
    public List<double[]> measure(PoseTrack track, Scene scene) {
        List<double[]> values = new ArrayList<>();
        for (Measure measure : all) {
            double[][] measured = measure.measure(track, scene);
            if (measured.length != measure.columns().size()) {
                throw new IllegalStateException(measure.name() + " declares "
                        + measure.columns().size() + " columns and gave " + measured.length);
            }
            for (double[] column : measured) {
                if (column.length != track.frames()) {
                    throw new IllegalStateException(
                            measure.name() + " gave " + column.length + " values for " + track.frames() + " frames");
                }
                values.add(column);
            }
        }
        return values;
    }
}
