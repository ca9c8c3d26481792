package dev.muybridge.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which frame to which each person of a video is in sight. Frames are added in order, by their place in the whole
 * video.
 */
public final class Sights {
    private final int mostFrames;
    private final SortedMap<Integer, Span> spans = new TreeMap<>();

    /** First and last frame, both included. */
    private record Span(long first, long last) {}

    /**
     * What is measured at once.
     *
     * @param person number in the video
     * @param firstFrame place in the whole video, 0-based
     * @param frames how many frames, 1 or more
     */
    public record Part(int person, long firstFrame, int frames) {
        /** Whether that frame of the video is one of them. */
        public boolean contains(long frame) {
            return frame >= firstFrame && frame < firstFrame + frames;
        }
    }

    /** Divides tracks of over {@link PoseTrack#MOST_FRAMES} frames. */
    public Sights() {
        this(PoseTrack.MOST_FRAMES);
    }

    Sights(int mostFrames) {
        this.mostFrames = mostFrames;
    }

    /** The person is seen in the frame at that place of the video. */
    public void add(long frame, int person) {
        spans.merge(person, new Span(frame, frame), (old, now) -> new Span(old.first(), now.last()));
    }

    /** Whether that frame lies between a person's first and last sight, both included. */
    public boolean spans(int person, long frame) {
        Span span = spans.get(person);
        return span != null && frame >= span.first() && frame <= span.last();
    }

    /** The numbers of all people, rising. */
    public List<Integer> people() {
        return List.copyOf(spans.keySet());
    }

    /** Whether somebody's track is too long to be measured at once. */
    public boolean divided() {
        return parts().size() > spans.size();
    }

    /**
     * Each person's frames from the first sight to the last, by person and frame. A track of too many frames is divided at fixed
     * frames of the video, so that where the parts begin does not depend on the person.
     */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        spans.forEach((person, span) -> {
            boolean whole = span.last() - span.first() < mostFrames;
            long from = span.first();
            while (from <= span.last()) {
                long to = whole ? span.last() + 1 : Math.min(span.last() + 1, (from / mostFrames + 1) * mostFrames);
                parts.add(new Part(person, from, Math.toIntExact(to - from)));
                from = to;
            }
        });
        return parts;
    }
}
