package dev.muybridge.motion;

import java.util.List;

/**
 * The metrics of one frame.
 *
 * @param frame place in presentation order, 0-based, over the whole video
 * @param pts presentation timestamp in ticks of the video's time base
 * @param people in the order of their numbers; empty where nobody was found
 */
public record FrameMetrics(long frame, long pts, List<PersonMetrics> people) {
    public FrameMetrics {
        people = List.copyOf(people);
    }
}
