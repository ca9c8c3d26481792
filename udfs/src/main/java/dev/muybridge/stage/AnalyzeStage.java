package dev.muybridge.stage;

import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the people in one segment: compressed packets in, poses out, and what its pictures will most likely be. A fresh tracker for each
 * segment makes the answer depend on the order alone. As thread-safe as its parts.
 */
public final class AnalyzeStage implements AutoCloseable {
    /** To be raised by any change that makes the same order give other poses. */
    public static final int VERSION = 12;

    private final FrameCodec codec;
    private final Tracking tracking;
    private final Measures measures;

    /** @param measures whose numbers are drawn on drafts */
    public AnalyzeStage(FrameCodec codec, Tracking tracking, Measures measures) {
        this.codec = codec;
        this.tracking = tracking;
        this.measures = measures;
    }

    /**
     * The poses of each of the segment's own frames, decoded or not.
     *
     * @throws VideoException when the segment cannot be decoded at all
     */
    public Poses analyze(AnalyzeOrder order) throws VideoException {
        long begun = System.nanoTime();
        try (FrameReader reader = codec.reader(order.packets(), order.rotation());
                Tracking.Tracker tracker = tracking.begin();
                Drafting drafting = drafting(order)) {
            Analysis analysis = new Analysis(order, tracker, drafting);
            VideoFrame frame = reader.next();
            while (frame != null && frame.pts() < order.endPts() && !analysis.hasMet()) {
                if (frame.pts() >= order.fromPts()) {
                    analysis.add(reader, frame.pts());
                }
                frame = reader.next();
            }
            TrackedFrames tracked = analysis.end();
            while (frame != null && drafting != null && drafting.needsMore()) {
                analysis.add(reader, frame.pts());
                frame = reader.next();
            }
            Pictures draft = drafting == null ? null : drafting.end();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return new Poses(tracked, Processor.KIND, draft, millis);
        }
    }

    private @Nullable Drafting drafting(AnalyzeOrder order) {
        AnalyzeOrder.Draft draft = order.draft();
        return draft == null ? null : new Drafting(codec, order, draft, measures);
    }

    /** Frees what is kept from one order to the next; orders under way still finish. */
    @Override
    public void close() {
        tracking.close();
    }

    /** One segment under way. */
    private static final class Analysis {
        private final AnalyzeOrder order;
        private final Tracking.Tracker tracker;
        private final @Nullable Drafting drafting;
        private final TimeBase timeBase;
        private final long[] promised;
        private final List<PoseFrame> frames = new ArrayList<>();
        private final List<TrackerMark> marks = new ArrayList<>();
        private @Nullable TrackerMark start;
        private int passed;

        Analysis(AnalyzeOrder order, Tracking.Tracker tracker, @Nullable Drafting drafting) {
            this.order = order;
            this.tracker = tracker;
            this.drafting = drafting;
            this.timeBase = order.packets().parameters().timeBase();
            this.promised = order.packets().shownPts(order.startPts(), order.endPts());
            AnalyzeOrder.Repair repair = order.repair();
            if (repair != null) {
                start = begin(repair.state());
            }
        }

        /** Goes on from a state in its shortest form, so that nothing else of the past counts. */
        private TrackerMark begin(byte[] state) {
            tracker.resume(state);
            return mark();
        }

        private TrackerMark mark() {
            return TrackerMark.of(tracker.state(), tracker.tracks());
        }

        /** The next frame: before the segment's own, one of them, or, for what is drawn of them, behind them. */
        void add(FrameReader reader, long pts) {
            boolean own = pts >= order.startPts() && pts < order.endPts();
            if (own) {
                addUnreadable(pts);
            }
            PoseFrame frame = new PoseFrame(pts, tracker.next(reader, timeBase.toMicros(pts)));
            if (own) {
                passed += passed < promised.length && promised[passed] == pts ? 1 : 0;
                frames.add(frame);
                marks.add(mark());
            }
            if (drafting != null) {
                drafting.add(reader, frame);
            }
        }

        /** Adds the promised frames before {@code pts} as missing. */
        private void addUnreadable(long pts) {
            if (start == null) {
                start = begin(tracker.state());
            }
            for (; passed < promised.length && promised[passed] < pts; passed++) {
                frames.add(PoseFrame.unreadable(promised[passed]));
                marks.add(mark());
                if (drafting != null) {
                    drafting.giveUp();
                }
            }
        }

        /** Whether all frames to come are known from the earlier analysis. */
        boolean hasMet() {
            AnalyzeOrder.Repair repair = order.repair();
            int done = marks.size();
            return repair != null
                    && done > 0
                    && done <= repair.digests().length
                    && repair.digests()[done - 1] == marks.get(done - 1).digest();
        }

        TrackedFrames end() {
            if (!hasMet()) {
                addUnreadable(order.endPts());
            }
            return new TrackedFrames(start == null ? mark() : start, frames, marks, tracker.state());
        }
    }
}
