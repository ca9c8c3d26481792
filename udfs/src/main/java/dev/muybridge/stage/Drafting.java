package dev.muybridge.stage;

import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.KeptFrame;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.MeasuredPart;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.RowMaker;
import dev.muybridge.motion.Scene;
import dev.muybridge.motion.Sights;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a segment in the pass that analyses it, so that it is decoded once. Which numbers people have, and what seams repair, is known only
 * when the whole video has been analysed. So this draws {@link LikelyPeople} and gives up once they are doubtful; and its pictures are
 * a draft, good if in the end the same {@link DrawnRows} would be drawn. A picture waits until all frames that the filter of its landmarks
 * looks at are known. One thread at a time; close once, before the reader.
 */
final class Drafting implements AutoCloseable {
    /** The frames around rows are filtered with them, so that rows cost less if some are made at once. */
    private static final int ROWS_AT_ONCE = 4;

    /** What pictures that wait may take, bytes. */
    private static final long MOST_BYTES = 96L << 20;

    private final FrameCodec codec;
    private final AnalyzeOrder order;
    private final AnalyzeOrder.Draft draft;
    private final Measures measures;
    private final Scene scene;
    private final LikelyPeople people;
    private final DrawnRows rows = new DrawnRows();

    /** Own pictures that are not drawn yet. */
    private final Deque<KeptFrame> waiting = new ArrayDeque<>();

    /** Consecutive frames: the ones before the waiting ones that their rows depend on, the waiting ones, and all behind them. */
    private final List<PoseFrame> known = new ArrayList<>();

    /** How many of the known ones come before the waiting ones. */
    private int before;

    /** Place of the first known one in the whole video, once the first own one is known. */
    private long firstKnown;

    private @Nullable SegmentDrawing drawing;
    private boolean givenUp;

    Drafting(FrameCodec codec, AnalyzeOrder order, AnalyzeOrder.Draft draft, Measures measures) {
        this.codec = codec;
        this.order = order;
        this.draft = draft;
        this.measures = measures;
        this.scene = new Scene(draft.size(), timeBase(), draft.slowMotion());
        this.people = new LikelyPeople(draft.size(), draft.people());
    }

    private TimeBase timeBase() {
        return order.packets().parameters().timeBase();
    }

    /**
     * Takes in the next frame: before the segment's own, one of them, or behind them.
     *
     * @param reader whose current picture it is
     */
    void add(FrameReader reader, PoseFrame frame) {
        if (givenUp) {
            return;
        }
        boolean leadIn = frame.pts() < order.startPts();
        List<Person> shown = leadIn ? people.outside(frame.people()) : people.among(frame.people());
        boolean own = !leadIn && frame.pts() < order.endPts();
        if (own && people.isDoubtful()) {
            giveUp();
            return;
        }
        if (own && drawing == null && waiting.isEmpty()) {
            begin();
        }
        known.add(frame.with(shown));
        if (own && !givenUp) {
            keep(reader);
        }
        int settled = settled();
        if (settled >= ROWS_AT_ONCE) {
            draw(settled);
        }
    }

    /** The next frame is the first own one. */
    private void begin() {
        before = known.size();
        firstKnown = draft.firstFrame() - before;
        boolean fromTheStart = firstKnown == 0;
        if (!fromTheStart && (before < 2 || !isOutOfReach(known.get(0), known.get(before - 1)))) {
            giveUp();
        }
    }

    private void keep(FrameReader reader) {
        PictureSize size = draft.size();
        long bytes = 3L * size.width() * size.height() / 2;
        if ((waiting.size() + 1) * bytes > MOST_BYTES) {
            draw(settled());
        }
        if ((waiting.size() + 1) * bytes > MOST_BYTES) {
            giveUp();
        } else {
            waiting.add(reader.keep());
        }
    }

    /** Whether the filter of one frame does not look at the other. */
    private boolean isOutOfReach(PoseFrame earlier, PoseFrame later) {
        return later.pts() > earlier.pts()
                && scene.seconds(earlier.pts(), later.pts()) > measures.filter().reach();
    }

    /** How many waiting pictures have all their frames known. */
    private int settled() {
        if (waiting.isEmpty()) {
            return 0;
        }
        PoseFrame last = known.get(known.size() - 1);
        int settled = 0;
        while (settled < waiting.size() && isOutOfReach(known.get(before + settled), last)) {
            settled++;
        }
        return settled;
    }

    /** Draws that many of the waiting pictures. */
    private void draw(int pictures) {
        RowMaker maker = measured();
        for (int i = 0; i < pictures; i++) {
            PoseFrame frame = known.get(before);
            FrameMetrics row = maker.row(firstKnown + before, frame);
            before++;
            long nextPts = before < known.size() ? known.get(before).pts() : order.endPts();
            try (KeptFrame picture = waiting.remove()) {
                drawing(picture).add(picture, row, Math.min(nextPts, order.endPts()));
            }
            rows.add(row);
        }
        // The next row needs the frame before it, filtered, for its velocity.
        while (before > 1 && isOutOfReach(known.get(1), known.get(before - 1))) {
            known.remove(0);
            before--;
            firstKnown++;
        }
    }

    private RowMaker measured() {
        return new RowMaker(
                known.stream()
                        .flatMap(frame -> frame.people().stream())
                        .map(Person::id)
                        .distinct()
                        .map(this::measured)
                        .toList(),
                null);
    }

    private MeasuredPart measured(int person) {
        PoseTrack.Builder track = new PoseTrack.Builder(firstKnown, known.size());
        known.forEach(frame -> track.add(frame, person));
        PoseTrack filtered = measures.filter().filter(track.build(), scene);
        Sights.Span all = new Sights.Span(firstKnown, firstKnown + known.size() - 1);
        return new MeasuredPart(
                new Sights.Part(person, all, all),
                measures.columns().stream().map(Column::name).toList(),
                measures.measure(filtered, scene),
                filtered.places());
    }

    private SegmentDrawing drawing(KeptFrame first) {
        SegmentDrawing begun = drawing;
        if (begun == null) {
            begun = new SegmentDrawing(
                    codec,
                    draft.style().encoder(draft.size(), draft.frameRate(), timeBase(), first.colour()),
                    draft.style().numbered());
            drawing = begun;
        }
        return begun;
    }

    /** Whether frames behind the segment's own ones are needed for its last rows. */
    boolean needsMore() {
        return !givenUp && settled() < waiting.size();
    }

    /** From now on, nothing is drawn. */
    void giveUp() {
        givenUp = true;
        close();
    }

    /** The pictures of the whole segment; null if they cannot be drawn yet. Called once, when all its frames were added. */
    @Nullable
    Pictures end() {
        boolean untilTheEnd = firstKnown + known.size() == draft.frames();
        if (givenUp || (needsMore() && !untilTheEnd)) {
            return null;
        }
        draw(waiting.size());
        if (drawing == null) {
            return null;
        }
        EncodedSegment encoded = drawing.finish();
        return new Pictures(encoded.mp4(), encoded.framePts(), new long[0], rows.hash(), 0);
    }

    @Override
    public void close() {
        waiting.forEach(KeptFrame::close);
        waiting.clear();
        if (drawing != null) {
            drawing.close();
            drawing = null;
        }
    }
}
