package dev.muybridge.pose;

import java.util.List;

/**
 * Who was seen in one frame.
 *
 * @param pts presentation timestamp in ticks of the video's time base
 * @param people everyone found, each id once; empty where nobody was found
 */
public record PoseFrame(long pts, List<Person> people) {
    public PoseFrame {
        people = List.copyOf(people);
    }
}
