package dev.muybridge.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.MadeUpFrames;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
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
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.tracking.ForgetfulTracking;
import dev.muybridge.tracking.ScriptedTracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Drafts of a video of {@value #FRAMES} frames at uneven times, in three segments with {@value #AROUND} frames around them. */
final class DraftingTest {
    private static final int FRAMES = 60;
    private static final int AROUND = 10;
    private static final int[] BORDERS = {0, 20, 41, FRAMES};
    private static final PictureSize SIZE = new PictureSize(320, 240);
    private static final TimeBase TIME_BASE = new TimeBase(1, 1_000_000);
    private static final Style STYLE = new Style("fast", 23, false);

    private PaintedFrames codec = new PaintedFrames(SIZE);
    private double slowMotion = 1;

    /** Who is in each frame. */
    private IntFunction<List<Person>> people = frame -> List.of(person(4, frame, 0.6));

    /** Someone who moves and trembles. */
    private static Person person(int track, int frame, double height) {
        return new Person(track, Poses.standing(0.3 + 0.007 * frame + 0.01 * (frame * 7919 % 13) / 13, 0.5, height));
    }

    /** In ticks: 25 to 41 ms after the one before. */
    private static long pts(int frame) {
        return 33_000L * frame + 1000L * (frame * 31 % 9);
    }

    private static int frame(long pts) {
        return (int) (pts / 33_000);
    }

    private static long end(int to) {
        return to == FRAMES ? pts(FRAMES - 1) + 33_000 : pts(to);
    }

    private static PacketRun packets(int from, int to) {
        return new PacketRun(
                MadeUpFrames.packets(0, 1).parameters(),
                IntStream.range(from, to)
                        .mapToObj(frame -> new EncodedPacket(pts(frame), pts(frame), 1, 0, true, new byte[0]))
                        .toList());
    }

    private @Nullable Pictures draft(int segment) throws VideoException {
        ScriptedTracking tracking = new ScriptedTracking(micros -> people.apply(frame(micros)));
        return new AnalyzeStage(codec, tracking, Measures.STANDARD)
                .analyze(order(segment))
                .draft();
    }

    private AnalyzeOrder order(int segment) {
        int from = BORDERS[segment];
        int to = BORDERS[segment + 1];
        int first = Math.max(0, from - AROUND);
        return new AnalyzeOrder(
                packets(first, Math.min(FRAMES, to + AROUND)),
                0,
                pts(first),
                pts(from),
                end(to),
                null,
                new AnalyzeOrder.Draft(from, FRAMES, codec.size(), new Rational(30, 1), STYLE, slowMotion));
    }

    /** What is drawn of the rows of the whole video. */
    private Pictures drawn(int segment, List<PoseFrame> frames) throws VideoException {
        int from = BORDERS[segment];
        int to = BORDERS[segment + 1];
        RowMaker maker = measured(frames);
        List<FrameMetrics> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(maker.row(i, frames.get(i)));
        }
        return new AnnotateStage(codec)
                .annotate(new AnnotateOrder(
                        packets(from, to),
                        rows,
                        new AnnotateOrder.Canvas(pts(from), end(to), 0, codec.size(), new Rational(30, 1)),
                        STYLE));
    }

    private RowMaker measured(List<PoseFrame> frames) {
        Scene scene = new Scene(codec.size(), TIME_BASE, slowMotion);
        PoseTrack.Builder track = new PoseTrack.Builder(0, FRAMES);
        frames.forEach(frame -> track.add(frame, 0));
        PoseTrack filtered = Measures.STANDARD.filter().filter(track.build(), scene);
        Sights.Span all = new Sights.Span(0, FRAMES - 1);
        return new RowMaker(
                List.of(new MeasuredPart(
                        new Sights.Part(0, all, all),
                        Measures.STANDARD.columns().stream()
                                .map(column -> column.name())
                                .toList(),
                        Measures.STANDARD.measure(filtered, scene),
                        filtered.places())),
                null);
    }

    /** The main subject alone is reported: whoever of {@link #people} has the number {@code track}. */
    private List<PoseFrame> linked(int track) {
        return IntStream.range(0, FRAMES)
                .mapToObj(frame -> new PoseFrame(
                        pts(frame),
                        people.apply(frame).stream()
                                .filter(person -> person.id() == track)
                                .map(person -> new Person(0, person.pose()))
                                .toList()))
                .toList();
    }

    private void checkDrafts(int mainTrack) throws VideoException {
        for (int segment = 0; segment + 1 < BORDERS.length; segment++) {
            checkDraft(segment, mainTrack);
        }
    }

    private void checkDraft(int segment, int mainTrack) throws VideoException {
        Pictures draft = Objects.requireNonNull(draft(segment), "no draft of segment " + segment);
        assertThat(codec.kept()).as("pictures that nobody has closed").isZero();
        Pictures drawn = drawn(segment, linked(mainTrack));

        assertThat(draft.drawn()).isEqualTo(drawn.drawn());
        assertThat(draft.mp4()).isEqualTo(drawn.mp4());
        assertThat(draft.framePts()).isEqualTo(drawn.framePts());
        assertThat(draft.unreadablePts()).isEmpty();
    }

    @Test
    void draft_ofSomeoneAlone_isWhatIsDrawnInTheEnd() throws VideoException {
        checkDrafts(4);
    }

    @Test
    void draft_ofSomeoneWhoIsOutOfSightForAWhile_isWhatIsDrawnInTheEnd() throws VideoException {
        people = frame -> frame < 3 || frame % 20 > 14 ? List.of() : List.of(person(4, frame, 0.6));

        checkDrafts(4);
    }

    @Test
    void draft_ofNobody_isWhatIsDrawnInTheEnd() throws VideoException {
        people = frame -> List.of();

        checkDrafts(4);
    }

    @Test
    void draft_ofSomeoneByFarTheLargest_showsThemAlone() throws VideoException {
        people = frame -> List.of(person(1, 90 - frame, 0.3), person(4, frame, 0.6));

        checkDrafts(4);
    }

    @Test
    void draft_ofSomeoneElse_saysThatOthersAreDrawn() throws VideoException {
        people = frame -> List.of(person(1, 90 - frame, 0.3), person(4, frame, 0.6));

        assertThat(Objects.requireNonNull(draft(1)).drawn())
                .isNotEqualTo(drawn(1, linked(1)).drawn());
    }

    @Test
    void draft_whereAnotherIsNearlyAsLarge_isNone() throws VideoException {
        people = frame -> frame == 30
                ? List.of(person(4, frame, 0.6), person(1, 90 - frame, 0.5))
                : List.of(person(4, frame, 0.6));

        assertThat(draft(0)).isNotNull();
        assertThat(draft(1)).isNull();
        assertThat(draft(2)).isNotNull();
        assertThat(codec.kept()).isZero();
    }

    @Test
    void draft_whereAFrameCannotBeDecoded_isNone() throws VideoException {
        codec.damage(pts(25));

        assertThat(draft(0)).isNotNull();
        assertThat(draft(1)).isNull();
        assertThat(codec.kept()).isZero();
    }

    /** In a video eight times slower than life, the filter looks eight times as far: 0.6 s. */
    @Test
    void draft_whoseLastRowsNeedMoreFramesThanThereAre_isNone_butAtTheVideosEnd() throws VideoException {
        slowMotion = 8;

        assertThat(draft(0)).isNull();
        assertThat(draft(1)).as("what comes before is not known either").isNull();
        assertThat(codec.kept()).isZero();
        slowMotion = 3;
        checkDrafts(4);
    }

    @Test
    void draft_changesNothingOfWhatIsSaidOfPeople() throws VideoException {
        AnalyzeStage stage = new AnalyzeStage(codec, new ForgetfulTracking(2), Measures.STANDARD);
        for (int segment = 0; segment + 1 < BORDERS.length; segment++) {
            AnalyzeOrder order = order(segment);
            AnalyzeOrder without =
                    new AnalyzeOrder(order.packets(), 0, order.fromPts(), order.startPts(), order.endPts(), null, null);

            assertThat(stage.analyze(order).draft()).isNotNull();
            assertThat(stage.analyze(order).tracked())
                    .isEqualTo(stage.analyze(without).tracked());
        }
    }

    /** Five of these have more than 96 MiB. */
    @Test
    void pictures_ofWhichFewFitIntoMemory_areDrawnAsSoonAsTheyCanBe() throws VideoException {
        draft(1);
        int most = codec.mostKept();
        codec = new PaintedFrames(new PictureSize(5120, 2880));

        checkDraft(1, 4);

        assertThat(codec.mostKept()).isEqualTo(4).isLessThan(most);
    }

    @Test
    void pictures_thatDoNotFitIntoMemory_areNotDrafted() throws VideoException {
        codec = new PaintedFrames(new PictureSize(8192, 4320));

        assertThat(draft(1)).isNull();
        assertThat(codec.mostKept()).isOne();
        assertThat(codec.kept()).isZero();
    }

    @Test
    void pictures_waitOnlyForTheFramesThatTheirRowsDependOn() throws VideoException {
        draft(1);

        assertThat(codec.mostKept()).isBetween(4, 8);
    }
}
