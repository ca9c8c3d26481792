package dev.muybridge.bench;

import dev.muybridge.pose.Pose;
import java.util.Map;
import java.util.SortedMap;

/**
 * How far the people of a video that was cut are those of the same video in one piece.
 *
 * @param personFrames how many times somebody was seen in a frame, in one of the two or in both
 * @param equal how many of them are equal to the bit, number included
 */
record Seams(int personFrames, int equal) {
    static final Seams NONE = new Seams(0, 0);

    /** Compares poses by frame and person. */
    static Seams of(SortedMap<Long, Map<Integer, Pose>> whole, SortedMap<Long, Map<Integer, Pose>> cut) {
        if (!whole.keySet().equals(cut.keySet())) {
            throw new IllegalArgumentException("the two tables do not have the same frames");
        }
        Seams seams = NONE;
        for (Map.Entry<Long, Map<Integer, Pose>> frame : whole.entrySet()) {
            seams = seams.plus(ofFrame(frame.getValue(), cut.getOrDefault(frame.getKey(), Map.of())));
        }
        return seams;
    }

    private static Seams ofFrame(Map<Integer, Pose> whole, Map<Integer, Pose> cut) {
        int equal = 0;
        int both = 0;
        for (Map.Entry<Integer, Pose> person : whole.entrySet()) {
            Pose other = cut.get(person.getKey());
            both += other == null ? 0 : 1;
            equal += person.getValue().equals(other) ? 1 : 0;
        }
        return new Seams(whole.size() + cut.size() - both, equal);
    }

    Seams plus(Seams other) {
        return new Seams(personFrames + other.personFrames, equal + other.equal);
    }
}
