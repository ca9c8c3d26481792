package dev.muybridge.pose;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One person in one frame.
 *
 * @param id small number; what it identifies, a track of one segment or a person of the whole video, is said where it is given
 * @param pose the landmarks
 */
public record Person(int id, Pose pose) {
    /** The poses of one frame, numbered from 0 in their order. */
    public static List<Person> numbered(List<Pose> poses) {
        return IntStream.range(0, poses.size())
                .mapToObj(id -> new Person(id, poses.get(id)))
                .toList();
    }
}
