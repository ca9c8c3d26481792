package dev.muybridge.motion;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import java.util.List;

/**
 * Puts a video's poses together from what the analyses of its segments saw: each segment's own frames, with the numbers of the
 * people in the video, blended over from the segment before. Segments are given in order; two of them are held at a time.
 */
public final class LinkedPoses {
    /** Raised by whoever changes how tracks are linked, put together or made into rows: what the same poses give. */
    public static final int VERSION = 1;

    private List<PoseFrame> before = List.of();

    /**
     * The poses of the next segment.
     *
     * @param own the segment's own frames
     * @param seen what its analysis saw, in order; with a person's track for an id
     * @param people by track number, the person's number in the video; negative for those who are left out
     * @return one for each own frame
     */
    public List<PoseFrame> next(Track.Span own, List<PoseFrame> seen, int[] people) {
        List<PoseFrame> numbered =
                seen.stream().map(frame -> numbered(frame, people)).toList();
        List<PoseFrame> linked = Blend.over(
                numbered.stream().filter(frame -> own.contains(frame.pts())).toList(), before);
        before = numbered;
        return linked;
    }

    private static PoseFrame numbered(PoseFrame frame, int[] people) {
        return frame.with(frame.people().stream()
                .map(track -> new Person(people[track.id()], track.pose()))
                .filter(person -> person.id() >= 0)
                .toList());
    }
}
