package dev.muybridge.motion;

import java.util.List;

/**
 * The metrics of one frame.
 *
 * @param frame place in presentation order, 0-based, over the whole video
 * @param pts presentation timestamp in ticks of the video's time base
 * @param readable whether the frame could be decoded
 * @param people in the order of their numbers; empty where nobody was found or nothing could be decoded
 */
public record FrameMetrics(long frame, long pts, boolean readable, List<PersonMetrics> people) {
    public FrameMetrics {
        people = List.copyOf(people);
    }

    /** Metrics of a frame that could be decoded. */
    public FrameMetrics(long frame, long pts, List<PersonMetrics> people) {
        this(frame, pts, true, people);
    }

    /** What is left of it where its picture cannot be decoded. */
    public FrameMetrics unreadable() {
        return new FrameMetrics(frame, pts, false, List.of());
    }
}
