package dev.muybridge.bench;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Compares the poses of a video that was cut with those of the same video in one piece, by frame and person. */
final class Seams {
    /** The main subject's number. */
    static final int SUBJECT = 0;

    /** Frames on either side of a cut. */
    private static final int AROUND = 5;

    /** Two centres that are nearer than that, in torso lengths, are one person's. */
    private static final double SAME = 0.5;

    private final SortedMap<Long, Map<Integer, Pose>> whole;
    private final SortedMap<Long, Map<Integer, Pose>> cut;
    private final PictureSize size;

    Seams(SortedMap<Long, Map<Integer, Pose>> whole, SortedMap<Long, Map<Integer, Pose>> cut, PictureSize size) {
        if (!whole.keySet().equals(cut.keySet())) {
            throw new IllegalArgumentException("the two tables do not have the same frames");
        }
        this.whole = whole;
        this.cut = cut;
        this.size = size;
    }

    /**
     * How far the subject's landmarks are apart, in torso lengths.
     *
     * @param count how many landmarks; 0 makes the others NaN
     */
    record Distance(int count, double median, double percentile95) {
        private static Distance of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int last = sorted.size() - 1;
            return last < 0
                    ? new Distance(0, Double.NaN, Double.NaN)
                    : new Distance(sorted.size(), sorted.get(last / 2), sorted.get((int) Math.round(last * 0.95)));
        }
    }

    /** Of the ten frames around each cut, or of the others. */
    Distance distance(List<Long> firstFrames, boolean aroundCuts) {
        List<Double> distances = new ArrayList<>();
        whole.forEach((frame, people) -> {
            Pose a = people.get(SUBJECT);
            Pose b = cut.getOrDefault(frame, Map.of()).get(SUBJECT);
            if (a != null && b != null && isAround(frame, firstFrames) == aroundCuts) {
                addDistances(a, b, distances);
            }
        });
        return Distance.of(distances);
    }

    /** Of all frames. */
    Distance distance() {
        return distance(List.of(), false);
    }

    private static boolean isAround(long frame, List<Long> firstFrames) {
        return firstFrames.stream().anyMatch(first -> first > 0 && frame >= first - AROUND && frame < first + AROUND);
    }

    private void addDistances(Pose a, Pose b, List<Double> distances) {
        double torso = Torso.of(a, size).length();
        for (int i = 0; i < Pose.SIZE; i++) {
            Landmark p = a.landmarks().get(i);
            Landmark q = b.landmarks().get(i);
            double x = ((double) p.x() - q.x()) * size.width();
            double y = ((double) p.y() - q.y()) * size.height();
            distances.add(Math.hypot(x, y) / torso);
        }
    }

    /** In how many frames the subject is found in only one of the two. */
    int lost() {
        int lost = 0;
        for (Map.Entry<Long, Map<Integer, Pose>> frame : whole.entrySet()) {
            boolean there = cut.getOrDefault(frame.getKey(), Map.of()).containsKey(SUBJECT);
            lost += there == frame.getValue().containsKey(SUBJECT) ? 0 : 1;
        }
        return lost;
    }

    /** How often somebody in the uncut video changes number in the cut one. */
    int changes() {
        Map<Integer, Integer> numbers = new HashMap<>();
        int changes = 0;
        for (Map.Entry<Long, Map<Integer, Pose>> frame : whole.entrySet()) {
            for (Map.Entry<Integer, Pose> person : frame.getValue().entrySet()) {
                Integer found = nearest(person.getValue(), cut.getOrDefault(frame.getKey(), Map.of()));
                if (found != null) {
                    Integer before = numbers.put(person.getKey(), found);
                    changes += before == null || before.equals(found) ? 0 : 1;
                }
            }
        }
        return changes;
    }

    private @Nullable Integer nearest(Pose pose, Map<Integer, Pose> people) {
        Torso torso = Torso.of(pose, size);
        double least = SAME;
        Integer nearest = null;
        for (Map.Entry<Integer, Pose> person : people.entrySet()) {
            double distance = torso.distance(Torso.of(person.getValue(), size));
            if (distance < least) {
                least = distance;
                nearest = person.getKey();
            }
        }
        return nearest;
    }
}
