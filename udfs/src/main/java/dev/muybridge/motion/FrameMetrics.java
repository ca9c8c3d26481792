package dev.muybridge.motion;

import java.util.List;

/**
 * The rows of one frame.
 *
 * @param frame place in presentation order, 0-based, over the whole video
 * @param pts presentation timestamp in ticks of the video's time base
 * @param readable whether the frame could be decoded
 * @param people in the order of their numbers: those who are seen, and known people who have a row of their own although they
 *     are not seen
 */
public record FrameMetrics(long frame, long pts, boolean readable, List<PersonMetrics> people) {
    public FrameMetrics {
        people = List.copyOf(people);
    }

    /** Those who are seen. */
    public List<PersonMetrics> seen() {
        return people.stream().filter(person -> person.pose() != null).toList();
    }

    /**
     * The same frame where its picture cannot be decoded: nobody is seen in it.
     *
     * @param known whether known people who are not seen have rows of their own
     */
    public FrameMetrics unreadable(boolean known) {
        List<PersonMetrics> unseen = people.stream()
                .filter(person -> known)
                .map(person -> PersonMetrics.unseen(person.id()))
                .toList();
        return new FrameMetrics(frame, pts, false, unseen);
    }
}
