package dev.muybridge.motion;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import java.util.Arrays;

/**
 * One person's poses in consecutive frames of a video, by column: all values of one number lie together, so that a metric can take one
 * number at a time through the whole track. Takes {@value #BYTES_PER_FRAME} bytes for each frame. Not changed once it is built.
 */
public final class PoseTrack {
    /** What the numbers of one frame take. */
    public static final int BYTES_PER_FRAME = 33 * 8 * Float.BYTES;

    /** How many columns {@link #likelihoods} have: for each point visibility and presence. */
    public static final int LIKELIHOODS = 2 * Pose.SIZE;

    private final long firstFrame;
    private final long[] pts;
    private final byte[] seen;
    private final Numbers numbers;

    /**
     * What is known of the points.
     *
     * @param places as {@link Places} has them
     * @param likelihoods for each point, in the order of {@link BodyPoint}, visibility and presence
     */
    public record Numbers(FloatColumns places, FloatColumns likelihoods) {
        private Numbers(int frames) {
            this(new FloatColumns(Places.COUNT, frames), new FloatColumns(LIKELIHOODS, frames));
        }

        private boolean fit(int frames) {
            return places.columns() == Places.COUNT
                    && likelihoods.columns() == LIKELIHOODS
                    && places.frames() == frames
                    && likelihoods.frames() == frames;
        }
    }

    /** One number of a point of the body. */
    public enum Coordinate {
        /** Fraction of the upright picture's width. */
        X(Places.PER_POINT, 0),
        /** Fraction of the upright picture's height. */
        Y(Places.PER_POINT, 1),
        /** Depth in units of x. */
        Z(Places.PER_POINT, 2),
        /** Likelihood of being in the picture and not hidden, 0..1. */
        VISIBILITY(2, 0),
        /** Likelihood of being within the picture, 0..1. */
        PRESENCE(2, 1),
        /** Metres to the right of the picture, from the middle of the hips. */
        WORLD_X(Places.PER_POINT, 3),
        /** Metres downwards. */
        WORLD_Y(Places.PER_POINT, 4),
        /** Metres away from the camera. */
        WORLD_Z(Places.PER_POINT, 5);

        private final int perPoint;
        private final int place;

        Coordinate(int perPoint, int place) {
            this.perPoint = perPoint;
            this.place = place;
        }

        private int column(int point) {
            return point * perPoint + place;
        }

        private FloatColumns of(Numbers numbers) {
            return perPoint == Places.PER_POINT ? numbers.places() : numbers.likelihoods();
        }
    }

    /**
     * A track as it travels.
     *
     * @param firstFrame place of the first frame in presentation order over the whole video, 0-based
     * @param pts presentation timestamp of each frame in ticks, rising
     * @param seen for each frame 1 where the person was seen, else 0
     * @param numbers zeros where the person was not seen
     * @throws IllegalArgumentException when lengths do not fit
     */
    public PoseTrack(long firstFrame, long[] pts, byte[] seen, Numbers numbers) {
        if (seen.length != pts.length || !numbers.fit(pts.length)) {
            throw new IllegalArgumentException("a track of " + pts.length + " frames has " + seen.length
                    + " flags, places of " + numbers.places().frames() + " frames and likelihoods of "
                    + numbers.likelihoods().frames());
        }
        this.firstFrame = firstFrame;
        this.pts = pts;
        this.seen = seen;
        this.numbers = numbers;
    }

    /** The same track with the points at other places; it shares everything else. */
    public PoseTrack with(FloatColumns places) {
        return new PoseTrack(firstFrame, pts, seen, new Numbers(places, numbers.likelihoods()));
    }

    /** How many frames, seen or not. */
    public int frames() {
        return pts.length;
    }

    /** Place of the first frame in presentation order over the whole video, 0-based. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Presentation timestamp of that frame of the track, in ticks. */
    public long pts(int frame) {
        return pts[frame];
    }

    /** Whether the person was seen in that frame of the track. */
    public boolean seen(int frame) {
        return seen[frame] != 0;
    }

    /** One number of one point in every frame; NaN where the person was not seen. */
    public double[] column(BodyPoint point, Coordinate coordinate) {
        double[] column = new double[pts.length];
        FloatColumns from = coordinate.of(numbers);
        int place = coordinate.column(point.index());
        for (int i = 0; i < column.length; i++) {
            column[i] = seen(i) ? from.at(place, i) : Double.NaN;
        }
        return column;
    }

    /** All timestamps; a copy. */
    public long[] pts() {
        return pts.clone();
    }

    /** All flags; a copy. */
    public byte[] flags() {
        return seen.clone();
    }

    /** Where the points are; zeros where the person was not seen. */
    public FloatColumns places() {
        return numbers.places();
    }

    /** Visibility and presence of the points, 0..1; zeros where the person was not seen. */
    public FloatColumns likelihoods() {
        return numbers.likelihoods();
    }

    /** Takes a person's poses frame by frame. */
    public static final class Builder {
        private final long firstFrame;
        private final long[] pts;
        private final byte[] seen;
        private final Numbers numbers;
        private int next;

        /** For a track of exactly {@code frames} frames. */
        public Builder(long firstFrame, int frames) {
            this.firstFrame = firstFrame;
            this.pts = new long[frames];
            this.seen = new byte[frames];
            this.numbers = new Numbers(frames);
        }

        /** The next frame, with or without that person. */
        public void add(PoseFrame frame, int person) {
            frame.people().stream()
                    .filter(each -> each.id() == person)
                    .findFirst()
                    .ifPresent(each -> put(each.pose()));
            pts[next] = frame.pts();
            next++;
        }

        private void put(Pose pose) {
            seen[next] = 1;
            numbers.places().putRow(next, Places.of(pose));
            for (int point = 0; point < Pose.SIZE; point++) {
                Landmark in = pose.landmarks().get(point);
                numbers.likelihoods().put(Coordinate.VISIBILITY.column(point), next, in.visibility());
                numbers.likelihoods().put(Coordinate.PRESENCE.column(point), next, in.presence());
            }
        }

        /** The track, when all its frames are there. */
        public PoseTrack build() {
            if (next != pts.length) {
                throw new IllegalStateException("a track of " + pts.length + " frames was given " + next);
            }
            return new PoseTrack(firstFrame, pts, seen, numbers);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoseTrack track
                && firstFrame == track.firstFrame
                && Arrays.equals(pts, track.pts)
                && Arrays.equals(seen, track.seen)
                && numbers.equals(track.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pts);
    }
}
