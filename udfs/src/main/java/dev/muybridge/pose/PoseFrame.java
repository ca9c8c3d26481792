package dev.muybridge.pose;

import java.util.List;

/**
 * Who was seen in one frame.
 *
 * @param pts presentation timestamp in ticks of the video's time base
 * @param readable whether the frame could be decoded
 * @param people everyone found, each id once; empty if nobody was found or the frame could not be decoded
 */
public record PoseFrame(long pts, boolean readable, List<Person> people) {
    public PoseFrame {
        people = List.copyOf(people);
    }

    /** A frame that could be decoded. */
    public PoseFrame(long pts, List<Person> people) {
        this(pts, true, people);
    }

    /** A frame that could not be decoded. */
    public static PoseFrame unreadable(long pts) {
        return new PoseFrame(pts, false, List.of());
    }

    /** The same frame with other people. */
    public PoseFrame with(List<Person> others) {
        return new PoseFrame(pts, readable, others);
    }
}
