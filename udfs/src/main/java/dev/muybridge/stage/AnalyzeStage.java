package dev.muybridge.stage;

import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds the people in one segment: compressed packets in, poses out. A fresh tracker for each segment makes the answer depend
 * on the order alone. As thread-safe as its parts.
 */
public final class AnalyzeStage implements AutoCloseable {
    /** To be raised by any change that makes the same order give other poses. */
    public static final int VERSION = 6;

    private final FrameCodec codec;
    private final Tracking tracking;

    public AnalyzeStage(FrameCodec codec, Tracking tracking) {
        this.codec = codec;
        this.tracking = tracking;
    }

    /**
     * The poses of every frame that was ordered, decoded or not.
     *
     * @throws VideoException when the segment cannot be decoded at all
     */
    public Poses analyze(AnalyzeOrder order) throws VideoException {
        long begun = System.nanoTime();
        List<PoseFrame> poses = new ArrayList<>();
        try (FrameReader reader = codec.reader(order.packets(), order.rotation());
                Tracking.Tracker tracker = tracking.begin()) {
            TimeBase timeBase = order.packets().parameters().timeBase();
            long[] promised = order.packets().shownPts(order.fromPts(), order.toPts());
            int passed = 0;
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                long pts = frame.pts();
                if (pts >= order.toPts()) {
                    break;
                }
                if (pts >= order.fromPts()) {
                    passed = addUnreadable(promised, passed, pts, poses);
                    passed += passed < promised.length && promised[passed] == pts ? 1 : 0;
                    poses.add(new PoseFrame(pts, tracker.next(reader, timeBase.toMicros(pts))));
                }
            }
            addUnreadable(promised, passed, order.toPts(), poses);
        }
        return new Poses(poses, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    /** Frees what is kept from one order to the next; orders under way still finish. */
    @Override
    public void close() {
        tracking.close();
    }

    /** Reports the promised frames before {@code pts} as missing; returns how many promised frames have been passed by then. */
    private static int addUnreadable(long[] promised, int passed, long pts, List<PoseFrame> poses) {
        int next = passed;
        while (next < promised.length && promised[next] < pts) {
            poses.add(PoseFrame.unreadable(promised[next]));
            next++;
        }
        return next;
    }
}
