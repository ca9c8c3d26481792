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
    /** Tracks are measured in parts: one begins at every frame of the video whose place is a multiple of this. */
    public static final int PART_FRAMES = 16_384;

    /**
     * So many frames before a part and behind it are measured with it, and what comes of them is not used. So filters and metrics that look
     * no further give the same numbers as without parts: at 1,000 frames a second of life they may look a second far.
     */
    public static final int FRAMES_AROUND = 1_024;

    private final int partFrames;
    private final int framesAround;
    private final SortedMap<Integer, Span> spans = new TreeMap<>();

    /**
     * Consecutive frames, by their place in the whole video, 0-based.
     *
     * @param first the first of them
     * @param last the last of them, included; before {@code first} if there is none
     */
    public record Span(long first, long last) {
        /** Whether that frame of the video is one of them. */
        public boolean contains(long frame) {
            return frame >= first && frame <= last;
        }

        /** How many frames. */
        public int frames() {
            return Math.toIntExact(last - first + 1);
        }

        private Span within(long from, long to) {
            return new Span(Math.max(first, from), Math.min(last, to));
        }
    }

    /**
     * What is measured at once.
     *
     * @param person number in the video
     * @param frames those whose measurements are wanted, 1 or more
     * @param around those that are measured: the same and up to {@value #FRAMES_AROUND} on each side of them
     */
    public record Part(int person, Span frames, Span around) {}

    /** With parts of {@value #PART_FRAMES} frames. */
    public Sights() {
        this(PART_FRAMES, FRAMES_AROUND);
    }

    /** With parts of so many frames, and so many around them. */
    public Sights(int partFrames, int framesAround) {
        this.partFrames = partFrames;
        this.framesAround = framesAround;
    }

    /** How many frames of the video a part has at most. */
    public int partFrames() {
        return partFrames;
    }

    /** The person is seen in the frame at that place of the video. */
    public void add(long frame, int person) {
        spans.merge(person, new Span(frame, frame), (old, now) -> new Span(old.first(), now.last()));
    }

    /** Whether that frame lies between a person's first and last sight, both included. */
    public boolean spans(int person, long frame) {
        Span span = spans.get(person);
        return span != null && span.contains(frame);
    }

    /** The numbers of all people, rising. */
    public List<Integer> people() {
        return List.copyOf(spans.keySet());
    }

    /**
     * The parts, by person, of all tracks in the frames from that place of the video on. Where parts begin does not depend on the person. A
     * track goes from the first sight to the last.
     *
     * @param firstFrame place in the whole video, 0-based; a multiple of the length of a part
     */
    public List<Part> parts(long firstFrame) {
        long lastFrame = firstFrame + partFrames - 1;
        List<Part> parts = new ArrayList<>();
        spans.forEach((person, span) -> {
            Span frames = span.within(firstFrame, lastFrame);
            if (frames.first() <= frames.last()) {
                parts.add(new Part(person, frames, span.within(firstFrame - framesAround, lastFrame + framesAround)));
            }
        });
        return parts;
    }
}
