package dev.muybridge.motion;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tracker said of consecutive frames. Those whom it followed already have the tracks 0, 1, 2 and so on in the order of its
 * state; whoever comes later has the next number. So all follows from that state and the frames.
 *
 * @param start what it remembered before the first frame
 * @param frames with a person's track for an id
 * @param marks what it remembered after each frame
 * @param state after the last frame, from which a tracker can go on; empty if that is not known
 */
public record TrackedFrames(TrackerMark start, List<PoseFrame> frames, List<TrackerMark> marks, byte[] state) {
    private static final byte[] UNKNOWN = {};

    /** @throws IllegalArgumentException when somebody is seen who is not followed, or a frame has no mark */
    public TrackedFrames {
        frames = List.copyOf(frames);
        marks = List.copyOf(marks);
        if (frames.size() != marks.size()) {
            throw new IllegalArgumentException(frames.size() + " frames have " + marks.size() + " marks");
        }
        for (int i = 0; i < frames.size(); i++) {
            for (Person person : frames.get(i).people()) {
                int[] followed = marks.get(i).tracks();
                if (Arrays.stream(followed).noneMatch(track -> track == person.id())) {
                    throw new IllegalArgumentException("track " + person.id() + " is seen at "
                            + frames.get(i).pts() + ", but not followed: " + marks.get(i));
                }
            }
        }
    }

    /** What the tracker remembered after the last frame. */
    public TrackerMark end() {
        return marks.isEmpty() ? start : marks.get(marks.size() - 1);
    }

    /** How many tracks there are. */
    public int tracks() {
        int tracks = start.tracks().length;
        for (TrackerMark mark : marks) {
            tracks = Math.max(tracks, 1 + Arrays.stream(mark.tracks()).max().orElse(-1));
        }
        return tracks;
    }

    /**
     * These frames and the next ones.
     *
     * @param next what a tracker said that began where this one ended
     * @throws IllegalArgumentException when it did not begin there
     */
    public TrackedFrames and(TrackedFrames next) {
        if (!end().meets(next.start)) {
            throw new IllegalArgumentException("a tracker ended at " + end() + ", the next began at " + next.start);
        }
        TrackedFrames renamed = next.with(new Names(next.start.tracks(), end().tracks(), tracks()));
        List<PoseFrame> both = new ArrayList<>(frames);
        both.addAll(renamed.frames);
        List<TrackerMark> all = new ArrayList<>(marks);
        all.addAll(renamed.marks);
        return new TrackedFrames(start, both, all, next.state);
    }

    /** The same frames as they are if {@code head} is said of the first of them, and the tracker is then where this one was. */
    public TrackedFrames beginningWith(TrackedFrames head) {
        int known = head.frames.size();
        return known == frames.size() ? head : head.and(part(known, frames.size()));
    }

    /** From one frame to before another, by their places, as a tracker says it that begins there. */
    public TrackedFrames part(int from, int to) {
        TrackerMark before = from == 0 ? start : marks.get(from - 1);
        int[] followed = before.tracks();
        int[] own = new int[followed.length];
        Arrays.setAll(own, i -> i);
        return new TrackedFrames(
                        before,
                        frames.subList(from, to),
                        marks.subList(from, to),
                        to == frames.size() ? state : UNKNOWN)
                .with(new Names(followed, own, followed.length));
    }

    private TrackedFrames with(Names names) {
        TrackerMark begin = names.of(start);
        List<PoseFrame> renamedFrames = new ArrayList<>(frames.size());
        List<TrackerMark> renamedMarks = new ArrayList<>(marks.size());
        for (int i = 0; i < frames.size(); i++) {
            // A newcomer is in the mark of the first frame that shows them.
            renamedMarks.add(names.of(marks.get(i)));
            renamedFrames.add(names.of(frames.get(i)));
        }
        return new TrackedFrames(begin, renamedFrames, renamedMarks, state);
    }

    /** Other numbers for tracks; whoever has none yet gets the next one. */
    private static final class Names {
        private final Map<Integer, Integer> names = new HashMap<>();
        private int next;

        Names(int[] from, int[] to, int next) {
            for (int i = 0; i < from.length; i++) {
                names.put(from[i], to[i]);
            }
            this.next = next;
        }

        TrackerMark of(TrackerMark mark) {
            // Newcomers were numbered as they came, not in the order of the state.
            Arrays.stream(mark.tracks()).sorted().forEach(this::of);
            return new TrackerMark(
                    mark.digest(), Arrays.stream(mark.tracks()).map(this::of).toArray());
        }

        PoseFrame of(PoseFrame frame) {
            return frame.with(frame.people().stream()
                    .map(person -> new Person(of(person.id()), person.pose()))
                    .toList());
        }

        private int of(int track) {
            Integer known = names.get(track);
            if (known == null) {
                known = next;
                names.put(track, known);
                next++;
            }
            return known;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrackedFrames tracked
                && start.equals(tracked.start)
                && frames.equals(tracked.frames)
                && marks.equals(tracked.marks)
                && Arrays.equals(state, tracked.state);
    }

    @Override
    public int hashCode() {
        return frames.hashCode();
    }
}
