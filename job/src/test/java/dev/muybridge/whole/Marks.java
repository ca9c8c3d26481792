package dev.muybridge.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** A published table {@code metrics} beside the people that {@code data/people.json} marks by hand in the same video. */
final class Marks {
    /** A person whose centre is no further from a mark than that, in the mark's torso lengths, is the one that is marked. */
    private static final double NEAR = 0.5;

    private static final int[] TRUNK = {11, 12, 23, 24};

    private final Map<String, Marked> people = new LinkedHashMap<>();

    private Marks() {}

    /** One marked person. */
    static final class Marked {
        private final List<Double> torsos = new ArrayList<>();
        private final Set<Integer> numbers = new HashSet<>();
        private double weight;
        private int visible;
        private int found;

        /** Median length of the marked torsos, pixels. */
        double torso() {
            return torsos.stream().sorted().toList().get(torsos.size() / 2);
        }

        /** Sum of the torsos in the marked frames in which the person is not hidden, pixels: how much the person matters. */
        double weight() {
            return weight;
        }

        /** In which share of the marked frames in which the person is not hidden somebody is there. */
        double share() {
            return (double) found / visible;
        }

        /** The numbers that the table has for this person. */
        Set<Integer> numbers() {
            return numbers;
        }
    }

    /**
     * Compares.
     *
     * @param video its key in {@code data/people.json}
     * @param metrics the video's part of the table
     * @param width pixels of the upright picture
     * @param height pixels of the upright picture
     */
    static Map<String, Marked> compare(String video, Path metrics, int width, int height) throws IOException {
        Map<Integer, List<double[]>> centres = new HashMap<>();
        for (JsonNode row : Tables.pyarrow(metrics).path("rows")) {
            if (!row.path("person").isNull()) {
                centres.computeIfAbsent(row.path("frame").asInt(), frame -> new ArrayList<>())
                        .add(centre(row, width, height));
            }
        }
        JsonNode frames = new ObjectMapper()
                .readTree(Path.of("../data/people.json").toFile())
                .path("videos")
                .path(video);
        Marks marks = new Marks();
        for (Map.Entry<String, JsonNode> frame : frames.properties()) {
            List<double[]> found = centres.getOrDefault(Integer.parseInt(frame.getKey()), List.of());
            frame.getValue().forEach(mark -> marks.add(mark, own(mark, frame.getValue(), found)));
        }
        return marks.people;
    }

    /** The person's number, and the mean of the shoulders and hips in pixels. */
    private static double[] centre(JsonNode row, int width, int height) {
        double x = 0;
        double y = 0;
        for (int landmark : TRUNK) {
            x += row.path("landmarks").path(landmark).path("x").asDouble(Double.NaN) / TRUNK.length;
            y += row.path("landmarks").path(landmark).path("y").asDouble(Double.NaN) / TRUNK.length;
        }
        return new double[] {row.path("person").asInt(), x * width, y * height};
    }

    /** The centres that are nearer to this mark than to anybody else's: one who stands close to another is not that other. */
    private static List<double[]> own(JsonNode mark, JsonNode marks, List<double[]> centres) {
        return centres.stream()
                .filter(centre -> {
                    for (JsonNode other : marks) {
                        if (!other.path("hidden").asBoolean() && distance(other, centre) < distance(mark, centre)) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
    }

    private static double distance(JsonNode mark, double[] centre) {
        return Math.hypot(
                centre[1] - mark.path("x").asDouble(),
                centre[2] - mark.path("y").asDouble());
    }

    private void add(JsonNode mark, List<double[]> centres) {
        Marked person = people.computeIfAbsent(mark.path("person").asText(), name -> new Marked());
        double torso = mark.path("torso").asDouble();
        person.torsos.add(torso);
        boolean hidden = mark.path("hidden").asBoolean();
        person.visible += hidden ? 0 : 1;
        person.weight += hidden ? 0 : torso;
        double least = NEAR * torso;
        Integer nearest = null;
        for (double[] centre : centres) {
            double distance = distance(mark, centre);
            if (distance < least) {
                least = distance;
                nearest = (int) centre[0];
            }
        }
        if (nearest != null && !hidden) {
            person.found++;
            person.numbers.add(nearest);
        }
    }
}
