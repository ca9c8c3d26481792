package dev.muybridge.pose;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One person in one frame.
 *
 * @param id a small number. It identifies a track in one segment or a person in the whole video, depending on where it comes from
 * @param pose the landmarks
 */
public record Person(int id, Pose pose) {
    /** The poses of one frame, numbered from 0 in order. */
    public static List<Person> numbered(List<Pose> poses) {
        return IntStream.range(0, poses.size())
                .mapToObj(id -> new Person(id, poses.get(id)))
                .toList();
    }
}
