package dev.muybridge.motion;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.WorldLandmark;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One person's poses in consecutive frames of a video, by column: all values of one number lie together, so that a metric can take one
 * number at a time through the whole track. Takes {@value #BYTES_PER_FRAME} bytes for each frame. Not changed once it is built.
 */
public final class PoseTrack {
    /** A track with more frames than this is measured in parts. */
    public static final int MOST_FRAMES = 262_144;

    /** What the numbers of one frame take. */
    public static final int BYTES_PER_FRAME = 33 * 8 * Float.BYTES;

    private final long firstFrame;
    private final long[] pts;
    private final byte[] seen;
    private final ByteBuffer values;

    /** One number of a point of the body. */
    public enum Coordinate {
        /** Fraction of the upright picture's width. */
        X(0, 5, 0),
        /** Fraction of the upright picture's height. */
        Y(0, 5, 1),
        /** Depth in units of x. */
        Z(0, 5, 2),
        /** Likelihood of being in the picture and not hidden, 0..1. */
        VISIBILITY(0, 5, 3),
        /** Likelihood of being within the picture, 0..1. */
        PRESENCE(0, 5, 4),
        /** Metres to the right of the picture, from the middle of the hips. */
        WORLD_X(5 * Pose.SIZE, 3, 0),
        /** Metres downwards. */
        WORLD_Y(5 * Pose.SIZE, 3, 1),
        /** Metres away from the camera. */
        WORLD_Z(5 * Pose.SIZE, 3, 2);

        private final int first;
        private final int perPoint;
        private final int place;

        Coordinate(int first, int perPoint, int place) {
            this.first = first;
            this.perPoint = perPoint;
            this.place = place;
        }

        private int column(int point) {
            return first + point * perPoint + place;
        }
    }

    /**
     * A track as it travels.
     *
     * @param firstFrame place of the first frame in presentation order over the whole video, 0-based
     * @param pts presentation timestamp of each frame in ticks, rising
     * @param seen for each frame 1 where the person was seen, else 0
     * @param values little-endian; column after column, in the order of {@link BodyPoint} and {@link Coordinate}, picture before world; not
     *     copied
     * @throws IllegalArgumentException when lengths do not fit
     */
    public PoseTrack(long firstFrame, long[] pts, byte[] seen, ByteBuffer values) {
        if (seen.length != pts.length || values.remaining() != (long) pts.length * BYTES_PER_FRAME) {
            throw new IllegalArgumentException("a track of " + pts.length + " frames has " + seen.length + " flags and "
                    + values.remaining() + " bytes of values");
        }
        this.firstFrame = firstFrame;
        this.pts = pts;
        this.seen = seen;
        this.values = values.slice().order(ByteOrder.LITTLE_ENDIAN);
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
        int base = coordinate.column(point.index()) * pts.length;
        for (int i = 0; i < column.length; i++) {
            column[i] = seen(i) ? values.getFloat((base + i) * Float.BYTES) : Double.NaN;
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

    /** All values as they travel; a view that must not be changed. */
    public ByteBuffer values() {
        return values.asReadOnlyBuffer();
    }

    /** Takes a person's poses frame by frame. */
    public static final class Builder {
        private final long firstFrame;
        private final long[] pts;
        private final byte[] seen;
        private final ByteBuffer values;
        private int next;

        /** For a track of exactly {@code frames} frames. */
        public Builder(long firstFrame, int frames) {
            this.firstFrame = firstFrame;
            this.pts = new long[frames];
            this.seen = new byte[frames];
            this.values = ByteBuffer.allocate(Math.multiplyExact(frames, BYTES_PER_FRAME))
                    .order(ByteOrder.LITTLE_ENDIAN);
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
            for (int point = 0; point < Pose.SIZE; point++) {
                Landmark in = pose.landmarks().get(point);
                put(point, Coordinate.X, in.x());
                put(point, Coordinate.Y, in.y());
                put(point, Coordinate.Z, in.z());
                put(point, Coordinate.VISIBILITY, in.visibility());
                put(point, Coordinate.PRESENCE, in.presence());
                WorldLandmark world = pose.worldLandmarks().get(point);
                put(point, Coordinate.WORLD_X, world.x());
                put(point, Coordinate.WORLD_Y, world.y());
                put(point, Coordinate.WORLD_Z, world.z());
            }
        }

        private void put(int point, Coordinate coordinate, float value) {
            values.putFloat((coordinate.column(point) * pts.length + next) * Float.BYTES, value);
        }

        /** The track, when all its frames are there. */
        public PoseTrack build() {
            if (next != pts.length) {
                throw new IllegalStateException("a track of " + pts.length + " frames was given " + next);
            }
            return new PoseTrack(firstFrame, pts, seen, values);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoseTrack track
                && firstFrame == track.firstFrame
                && Arrays.equals(pts, track.pts)
                && Arrays.equals(seen, track.seen)
                && values.equals(track.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pts);
    }
}
