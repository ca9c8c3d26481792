package dev.muybridge.media;

import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Cuts a video into segments. The cuts depend only on its packets and the target length, so they are the same on every run.
 *
 * <p>The best border is one where the analysis of the next segment can start at a key frame, that is, {@link #PRE_ROLL} frames
 * after one. Of those within half a segment of the target, the nearest is taken. If there is none, the border falls on the
 * target frame, and the analysis decodes and drops what lies between the key frame and its first frame. A segment is at least a
 * quarter as long as that lead-in, which limits the total work to five times. A segment with many bytes is cut sooner. Whatever is
 * left at the end becomes one segment if it is shorter than one and a half.
 */
public final class SegmentPlanner {
    /** Frames analysed before a segment's first, so that the tracker has settled. */
    public static final int PRE_ROLL = 20;

    /** Frames after a segment's last that its analysis may decode too: what is said of the last ones can depend on them. */
    public static final int POST_ROLL = 20;

    /** A segment is cut sooner if its packets would have more bytes than this. */
    static final long SEGMENT_BYTES = 64L << 20;

    /** The most bytes that decoding a segment may need, lead-in included; they are in memory several times at once. */
    static final long RUN_BYTES = 192L << 20;

    /** Into how many a short video is cut at most, so that as many workers can work on it at the same time. */
    private static final int SHARES = 4;

    /** In seconds. With shorter ones the lead-ins, two thirds of a second at 30 frames a second, would be too much of the work. */
    private static final double SHORTEST_SHARE = 3;

    /** In seconds. A worker that is lost takes about as much work with it. */
    private static final double LONGEST_SHARE = 10;

    /**
     * Towards the end of a long video, segments are what is left by this, so that they get shorter: while one worker has the last
     * one, the others have nothing to do.
     */
    private static final double SHARE_OF_REST = 2.5;

    private static final int LEAD_IN_SHARE = 4;

    /** In target lengths. A shorter rest becomes one segment, because every border has a cost. */
    private static final double LONGEST_REST = 1.5;

    private final PacketTable packets;
    private final TimeBase timeBase;
    private final int[] order;
    private final int[] keyAtOrBefore;
    private final long[] shownPts;
    /** Bytes of all packets before each one, in decoding order; one more entry than packets. */
    private final long[] bytesBefore;

    private final long endPts;
    private final Lengths lengths;

    /**
     * Of segments, in seconds.
     *
     * @param longest the target
     * @param shortest the target at the end of the video
     */
    private record Lengths(double longest, double shortest) {
        /**
         * Those that follow from how long a video is: equal shares, as many as four, of 3 seconds or more; of a video for which these would
         * be longer than 10 seconds, so many that get shorter at its end. What is too short for two is one.
         */
        static Lengths suitableFor(VideoInfo video) {
            double seconds = video.timeBase().toSeconds(video.durationTicks());
            int shares = (int) Math.min(SHARES, seconds / SHORTEST_SHARE);
            if (shares < 2) {
                return new Lengths(LONGEST_SHARE, LONGEST_SHARE);
            }
            double each = seconds / shares;
            return each < LONGEST_SHARE ? new Lengths(each, each) : new Lengths(LONGEST_SHARE, SHORTEST_SHARE);
        }

        double with(double left) {
            return Math.max(shortest, Math.min(longest, left / SHARE_OF_REST));
        }
    }

    private SegmentPlanner(VideoIndex video, Lengths lengths) throws VideoException {
        this.lengths = lengths;
        packets = video.packets();
        timeBase = video.info().timeBase();
        order = IntStream.range(0, packets.size())
                .filter(i -> packets.shown()[i])
                .boxed()
                .sorted((a, b) -> Long.compare(packets.pts()[a], packets.pts()[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        shownPts = Arrays.stream(order).mapToLong(i -> packets.pts()[i]).toArray();
        checkTimes();
        keyAtOrBefore = new int[packets.size()];
        for (int i = 1; i < packets.size(); i++) {
            keyAtOrBefore[i] = packets.key()[i] ? i : keyAtOrBefore[i - 1];
        }
        bytesBefore = new long[packets.size() + 1];
        for (int i = 0; i < packets.size(); i++) {
            bytesBefore[i + 1] = bytesBefore[i] + packets.bytes()[i];
        }
        endPts = shownPts[0] + video.info().durationTicks();
    }

    /**
     * Plans {@code video}, with lengths that follow from how long it is.
     *
     * @throws VideoException as {@link #plan(VideoIndex, double)}
     */
    public static VideoPlan plan(VideoIndex video) throws VideoException {
        return plan(video, Lengths.suitableFor(video.info()));
    }

    /**
     * Plans {@code video}.
     *
     * @param segmentSeconds the target length, positive
     * @throws VideoException when no frame is shown, two frames share a timestamp, no frame can be decoded, or key frames are too
     *     far apart
     */
    public static VideoPlan plan(VideoIndex video, double segmentSeconds) throws VideoException {
        if (!(segmentSeconds > 0)) {
            throw new IllegalArgumentException("segment length must be positive, was " + segmentSeconds + " s");
        }
        return plan(video, new Lengths(segmentSeconds, segmentSeconds));
    }

    private static VideoPlan plan(VideoIndex video, Lengths lengths) throws VideoException {
        SegmentPlanner planner = new SegmentPlanner(video, lengths);
        List<Integer> borders = planner.borders();
        List<SegmentPlan> segments = new ArrayList<>(borders.size());
        for (int i = 0; i < borders.size(); i++) {
            int to = i + 1 < borders.size() ? borders.get(i + 1) : planner.shownPts.length;
            segments.add(planner.segment(i, borders.get(i), to));
        }
        return new VideoPlan(segments, planner.shownPts.length, FrameLedger.digest(planner.shownPts));
    }

    private void checkTimes() throws VideoException {
        if (shownPts.length == 0) {
            throw new VideoException(FailureKind.NO_VIDEO_STREAM, "The video stream has no frame that is shown.");
        }
        for (int i = 1; i < shownPts.length; i++) {
            if (shownPts[i] == shownPts[i - 1]) {
                throw new VideoException(
                        FailureKind.BAD_TIMESTAMPS,
                        "Two frames share the timestamp " + timeBase.toSeconds(shownPts[i])
                                + " s; convert the file to one with a time for every frame.");
            }
        }
    }

    private List<Integer> borders() {
        List<Integer> borders = new ArrayList<>();
        borders.add(0);
        int start = 0;
        while (true) {
            int next = nextBorder(start);
            if (next < 0) {
                return borders;
            }
            borders.add(next);
            start = next;
        }
    }

    /** The border after the one at {@code start}, or -1 if the rest is the last segment. */
    private int nextBorder(int start) {
        double end = timeBase.toSeconds(endPts);
        double segmentSeconds = affordable(start, lengths.with(end - seconds(start)));
        double wanted = seconds(start) + segmentSeconds;
        if (end - seconds(start) < LONGEST_REST * segmentSeconds && bytesFrom(start) <= SEGMENT_BYTES) {
            return -1;
        }
        int best = -1;
        int nearest = -1;
        for (int i = start + 1; i < shownPts.length && end - seconds(i) >= segmentSeconds / 2; i++) {
            boolean far = seconds(i) > wanted + segmentSeconds / 2;
            if (far && nearest >= 0) {
                break;
            }
            if (seconds(i) < wanted - segmentSeconds / 2 || !outweighsLeadIns(start, i)) {
                continue;
            }
            if (far) {
                return i;
            }
            if (startsAtKeyFrame(i) && (best < 0 || closer(i, best, wanted))) {
                best = i;
            }
            if (nearest < 0 || closer(i, nearest, wanted)) {
                nearest = i;
            }
        }
        return best >= 0 ? best : nearest;
    }

    private long bytesFrom(int start) {
        return bytesBefore[packets.size()] - bytesBefore[order[start]];
    }

    /** How long a segment from there can be without having too many bytes, at most {@code longest} seconds. */
    private double affordable(int start, double longest) {
        for (int i = start + 1; i < shownPts.length && seconds(i) - seconds(start) < longest; i++) {
            if (bytesBefore[order[i]] - bytesBefore[order[start]] > SEGMENT_BYTES) {
                return seconds(i) - seconds(start);
            }
        }
        return longest;
    }

    /** Whether a border there leaves both the segment before it and the rest at least a quarter as long as their lead-ins. */
    private boolean outweighsLeadIns(int start, int border) {
        double length = seconds(border) - seconds(start);
        double rest = timeBase.toSeconds(endPts) - seconds(border);
        return length >= leadIn(start) / LEAD_IN_SHARE && rest >= leadIn(border) / LEAD_IN_SHARE;
    }

    /** How many seconds the analysis of a segment from there decodes before the segment's first frame. */
    private double leadIn(int border) {
        return seconds(border) - timeBase.toSeconds(packets.pts()[keyPacketFor(Math.max(0, border - PRE_ROLL))]);
    }

    private double seconds(int frame) {
        return timeBase.toSeconds(shownPts[frame]);
    }

    private boolean closer(int a, int b, double wanted) {
        return Math.abs(seconds(a) - wanted) < Math.abs(seconds(b) - wanted);
    }

    private boolean startsAtKeyFrame(int border) {
        return border >= PRE_ROLL && packets.key()[order[border - PRE_ROLL]];
    }

    private SegmentPlan segment(int index, int from, int to) throws VideoException {
        int seenFrom = Math.max(0, from - PRE_ROLL);
        return new SegmentPlan(
                index,
                from,
                to - from,
                shownPts[from],
                to < shownPts.length ? shownPts[to] : endPts,
                shownPts[seenFrom],
                range(seenFrom, affordableUntil(seenFrom, to)),
                range(from, to),
                FrameLedger.digest(shownPts, from, to));
    }

    /** Where the frames behind a segment end, of which there are fewer where they would have too many bytes. */
    private int affordableUntil(int seenFrom, int to) {
        int until = Math.min(to + POST_ROLL, shownPts.length);
        while (until > to && bytes(keyPacketFor(seenFrom), lastPacket(seenFrom, until)) > RUN_BYTES) {
            until--;
        }
        return until;
    }

    /** The last packet, in decoding order, of the frames from one to before another. */
    private int lastPacket(int from, int to) {
        return Arrays.stream(order, from, to).max().orElseThrow();
    }

    private long bytes(int firstPacket, int lastPacket) {
        return bytesBefore[lastPacket + 1] - bytesBefore[firstPacket];
    }

    private PacketRange range(int from, int to) throws VideoException {
        int first = keyPacketFor(from);
        if (!packets.key()[first] || packets.pts()[first] > shownPts[from]) {
            throw new VideoException(
                    FailureKind.DECODE_ERROR,
                    "There is no key frame at or before " + timeBase.toSeconds(shownPts[from])
                            + " s, so decoding cannot start there.");
        }
        int last = lastPacket(from, to);
        long bytes = bytes(first, last);
        if (bytes > RUN_BYTES) {
            throw new VideoException(
                    FailureKind.NO_KEY_FRAMES,
                    String.format(
                            Locale.ROOT,
                            "Decoding the frames from %.3f s on takes %d MiB that begin at the key frame at %.3f s, more than %d MiB;"
                                    + " convert the video to one with a key frame every few seconds.",
                            seconds(from),
                            bytes >> 20,
                            timeBase.toSeconds(packets.pts()[first]),
                            RUN_BYTES >> 20));
        }
        return new PacketRange(packets.pts()[first], packets.dts()[first], last - first + 1);
    }

    /** The last key frame, in decoding order, that is shown at or before this frame and stored before it. */
    private int keyPacketFor(int frame) {
        int packet = keyAtOrBefore[order[frame]];
        while (packet > 0 && packets.pts()[packet] > shownPts[frame]) {
            packet = keyAtOrBefore[packet - 1];
        }
        return packet;
    }
}
