package dev.muybridge.media;

import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts a video into segments, by its packets and the wanted length alone, so that the cuts are the same on every run.
 *
 * <p>A border is best where the analysis of the segment that begins there can start at a key frame: {@link #PRE_ROLL} frames
 * after one. Among those within half a segment of the wanted place the nearest is taken; where there is none the border falls
 * on the wanted frame, and the analysis decodes and drops what lies between the key frame and its first frame. A segment is at
 * least a quarter as long as that lead-in, which bounds the extra work at five times.
 */
public final class SegmentPlanner {
    /** Frames analysed before a segment's first, so that the tracker has settled. */
    public static final int PRE_ROLL = 10;

    /** Frames analysed after a segment's last, which the next segment owns. */
    public static final int OVERLAP = 5;

    private static final int LEAD_IN_SHARE = 4;

    private final PacketTable packets;
    private final TimeBase timeBase;
    private final int[] order;
    private final long[] shownPts;
    private final long endPts;

    private SegmentPlanner(VideoIndex video) throws VideoException {
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
        endPts = shownPts[0] + video.info().durationTicks();
    }

    /**
     * Plans {@code video}.
     *
     * @param segmentSeconds the wanted length, positive
     * @throws VideoException when no frame is shown, two frames share a timestamp, or no frame can be decoded
     */
    public static VideoPlan plan(VideoIndex video, double segmentSeconds) throws VideoException {
        if (!(segmentSeconds > 0)) {
            throw new IllegalArgumentException("segment length must be positive, was " + segmentSeconds + " s");
        }
        SegmentPlanner planner = new SegmentPlanner(video);
        List<Integer> borders = planner.borders(segmentSeconds);
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

    private List<Integer> borders(double segmentSeconds) {
        List<Integer> borders = new ArrayList<>();
        borders.add(0);
        int start = 0;
        while (true) {
            int next = nextBorder(start, segmentSeconds);
            if (next < 0) {
                return borders;
            }
            borders.add(next);
            start = next;
        }
    }

    /** The border after the one at {@code start}, or -1 where the rest is the last segment. */
    private int nextBorder(int start, double segmentSeconds) {
        double from = timeBase.toSeconds(shownPts[start]);
        double end = timeBase.toSeconds(endPts);
        double wanted = from + segmentSeconds;
        int best = -1;
        int nearest = -1;
        for (int i = start + 1; i < shownPts.length; i++) {
            double at = timeBase.toSeconds(shownPts[i]);
            if (at > wanted + segmentSeconds / 2) {
                break;
            }
            if (at < wanted - segmentSeconds / 2 || end - at < segmentSeconds / 2) {
                continue;
            }
            if (startsAtKeyFrame(i) && (best < 0 || closer(i, best, wanted))) {
                best = i;
            }
            if (nearest < 0 || closer(i, nearest, wanted)) {
                nearest = i;
            }
        }
        if (best >= 0) {
            return best;
        }
        return nearest < 0 ? farBorder(start, wanted, end - segmentSeconds / 2) : longEnough(start, nearest);
    }

    /** Where frames are further apart than segments are long: the first frame at or after the wanted time, if any. */
    private int farBorder(int start, double wanted, double latest) {
        for (int i = start + 1; i < shownPts.length; i++) {
            double at = timeBase.toSeconds(shownPts[i]);
            if (at >= wanted) {
                return at <= latest ? longEnough(start, i) : -1;
            }
        }
        return -1;
    }

    /** Moves a border without a key frame on until the segment that it begins cannot be dwarfed by its lead-in. */
    private int longEnough(int start, int border) {
        double keyTime = timeBase.toSeconds(packets.pts()[keyPacketFor(Math.max(0, border - PRE_ROLL))]);
        double leadIn = timeBase.toSeconds(shownPts[border]) - keyTime;
        double rest = timeBase.toSeconds(endPts) - timeBase.toSeconds(shownPts[border]);
        double length = timeBase.toSeconds(shownPts[border]) - timeBase.toSeconds(shownPts[start]);
        if (rest < leadIn / LEAD_IN_SHARE) {
            return -1;
        }
        double startLeadIn = timeBase.toSeconds(shownPts[start])
                - timeBase.toSeconds(packets.pts()[keyPacketFor(Math.max(0, start - PRE_ROLL))]);
        if (length >= startLeadIn / LEAD_IN_SHARE) {
            return border;
        }
        double wanted = timeBase.toSeconds(shownPts[start]) + startLeadIn / LEAD_IN_SHARE;
        int moved = border;
        while (moved < shownPts.length && timeBase.toSeconds(shownPts[moved]) < wanted) {
            moved++;
        }
        return moved < shownPts.length ? moved : -1;
    }

    private boolean closer(int a, int b, double wanted) {
        return Math.abs(timeBase.toSeconds(shownPts[a]) - wanted) < Math.abs(timeBase.toSeconds(shownPts[b]) - wanted);
    }

    private boolean startsAtKeyFrame(int border) {
        return border >= PRE_ROLL && packets.key()[order[border - PRE_ROLL]];
    }

    private SegmentPlan segment(int index, int from, int to) throws VideoException {
        int seenFrom = Math.max(0, from - PRE_ROLL);
        int seenTo = Math.min(shownPts.length, to + OVERLAP);
        return new SegmentPlan(
                index,
                from,
                to - from,
                shownPts[from],
                to < shownPts.length ? shownPts[to] : endPts,
                shownPts[seenFrom],
                seenTo < shownPts.length ? shownPts[seenTo] : endPts,
                range(seenFrom, seenTo),
                range(from, to),
                FrameLedger.digest(shownPts, from, to));
    }

    private PacketRange range(int from, int to) throws VideoException {
        int first = keyPacketFor(from);
        if (!packets.key()[first] || packets.pts()[first] > shownPts[from]) {
            throw new VideoException(
                    FailureKind.DECODE_ERROR,
                    "There is no key frame at or before " + timeBase.toSeconds(shownPts[from])
                            + " s, so that decoding cannot start there.");
        }
        int last = first;
        for (int i = from; i < to; i++) {
            last = Math.max(last, order[i]);
        }
        return new PacketRange(packets.pts()[first], packets.dts()[first], last - first + 1);
    }

    /** The last key frame, in decoding order, that is shown at or before that frame and stored before it. */
    private int keyPacketFor(int frame) {
        int packet = order[frame];
        while (packet > 0 && !(packets.key()[packet] && packets.pts()[packet] <= shownPts[frame])) {
            packet--;
        }
        return packet;
    }
}
