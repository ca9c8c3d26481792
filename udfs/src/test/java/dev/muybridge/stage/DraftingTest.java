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
import java.util.function.IntUnaryOperator;
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
    private int most = 1;

    /** What number a track has in the whole video; -1 if it is not reported. */
    private IntUnaryOperator numbers = track -> track == 4 ? 0 : -1;

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
                new AnalyzeOrder.Draft(from, FRAMES, codec.size(), new Rational(30, 1), STYLE, slowMotion, most));
    }

    /** What is drawn of the rows of the whole video. */
    private Pictures drawn(int segment) throws VideoException {
        List<PoseFrame> frames = linked();
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
        return new RowMaker(
                frames.stream()
                        .flatMap(frame -> frame.people().stream())
                        .map(Person::id)
                        .distinct()
                        .map(person -> measured(frames, person))
                        .toList(),
                null);
    }

    private MeasuredPart measured(List<PoseFrame> frames, int person) {
        Scene scene = new Scene(codec.size(), TIME_BASE, slowMotion);
        PoseTrack.Builder track = new PoseTrack.Builder(0, FRAMES);
        frames.forEach(frame -> track.add(frame, person));
        PoseTrack filtered = Measures.STANDARD.filter().filter(track.build(), scene);
        Sights.Span all = new Sights.Span(0, FRAMES - 1);
        return new MeasuredPart(
                new Sights.Part(person, all, all),
                Measures.STANDARD.columns().stream()
                        .map(column -> column.name())
                        .toList(),
                Measures.STANDARD.measure(filtered, scene),
                filtered.places());
    }

    /** Those of {@link #people} who are reported. */
    private List<PoseFrame> linked() {
        return IntStream.range(0, FRAMES)
                .mapToObj(frame -> new PoseFrame(
                        pts(frame),
                        people.apply(frame).stream()
                                .filter(person -> numbers.applyAsInt(person.id()) >= 0)
                                .map(person -> new Person(numbers.applyAsInt(person.id()), person.pose()))
                                .toList()))
                .toList();
    }

    private void checkDrafts() throws VideoException {
        for (int segment = 0; segment + 1 < BORDERS.length; segment++) {
            checkDraft(segment);
        }
    }

    private void checkDraft(int segment) throws VideoException {
        Pictures draft = Objects.requireNonNull(draft(segment), "no draft of segment " + segment);
        assertThat(codec.kept()).as("pictures that nobody has closed").isZero();
        Pictures drawn = drawn(segment);

        assertThat(draft.drawn()).isEqualTo(drawn.drawn());
        assertThat(draft.mp4()).isEqualTo(drawn.mp4());
        assertThat(draft.framePts()).isEqualTo(drawn.framePts());
        assertThat(draft.unreadablePts()).isEmpty();
    }

    @Test
    void draft_ofSomeoneAlone_isWhatIsDrawnInTheEnd() throws VideoException {
        checkDrafts();
    }

    @Test
    void draft_ofSomeoneWhoIsOutOfSightForAWhile_isWhatIsDrawnInTheEnd() throws VideoException {
        people = frame -> frame < 3 || frame % 20 > 14 ? List.of() : List.of(person(4, frame, 0.6));

        checkDrafts();
    }

    @Test
    void draft_ofNobody_isWhatIsDrawnInTheEnd() throws VideoException {
        people = frame -> List.of();

        checkDrafts();
    }

    @Test
    void draft_ofSomeoneByFarTheLargest_showsThemAlone() throws VideoException {
        people = frame -> List.of(person(1, 90 - frame, 0.3), person(4, frame, 0.6));

        checkDrafts();
    }

    @Test
    void draft_ofSomeoneElse_saysThatOthersAreDrawn() throws VideoException {
        people = frame -> List.of(person(1, 90 - frame, 0.3), person(4, frame, 0.6));
        numbers = track -> track == 1 ? 0 : -1;

        assertThat(Objects.requireNonNull(draft(1)).drawn()).isNotEqualTo(drawn(1).drawn());
    }

    @Test
    void draft_ofSeveral_showsTheLargerFirst() throws VideoException {
        people = frame -> List.of(person(1, 90 - frame, 0.3), person(9, frame, 0.2), person(4, frame, 0.6));
        numbers = track -> List.of(4, 1, 9).indexOf(track);
        most = 3;

        checkDrafts();
    }

    @Test
    void draft_ofTwo_leavesOthersOut() throws VideoException {
        people = frame -> List.of(person(1, 90 - frame, 0.3), person(9, frame, 0.2), person(4, frame, 0.6));
        numbers = track -> List.of(4, 1).indexOf(track);
        most = 2;

        checkDrafts();
    }

    @Test
    void draft_ofSeveral_whereOneMoreComes_isGivenUp() throws VideoException {
        people = frame -> frame == 30
                ? List.of(person(4, frame, 0.6), person(1, 90 - frame, 0.3))
                : List.of(person(4, frame, 0.6));
        most = 2;

        assertThat(draft(0)).isNotNull();
        assertThat(draft(1)).isNull();
        assertThat(draft(2)).isNotNull();
    }

    @Test
    void draft_ofSeveral_oneOfWhomIsFoundAgainUnderAnotherNumber_showsThemStill() throws VideoException {
        people = frame -> frame % 20 == 9
                ? List.of(person(4, frame, 0.6))
                : List.of(person(4, frame, 0.6), person(frame % 20 < 9 ? 1 : 7, 90 - frame, 0.3));
        numbers = track -> track == 4 ? 0 : 1;
        most = 2;

        checkDrafts();
    }

    @Test
    void draft_whereAnotherIsNearlyAsLargeAtFirst_isNone() throws VideoException {
        people = frame -> frame == 20
                ? List.of(person(1, 90 - frame, 0.5), person(4, frame, 0.6))
                : List.of(person(4, frame, 0.6));

        assertThat(draft(0)).isNotNull();
        assertThat(draft(1)).isNull();
        assertThat(draft(2)).isNotNull();
        assertThat(codec.kept()).isZero();
    }

    @Test
    void draft_ofSomeoneWhomALargerOneWalksPast_showsThemAlone() throws VideoException {
        people = frame -> frame % 20 > 8 && frame % 20 < 12
                ? List.of(person(7, 90 - frame, 0.9), person(4, frame, 0.6))
                : List.of(person(4, frame, 0.6));

        checkDrafts();
    }

    @Test
    void draft_whereALargerOneStays_isGivenUp() throws VideoException {
        people = frame -> frame < 24
                ? List.of(person(4, frame, 0.5))
                : List.of(person(4, frame, 0.5), person(7, 90 - frame, 0.9));

        assertThat(draft(0)).isNotNull();
        assertThat(draft(1)).isNull();
        assertThat(codec.kept()).isZero();
    }

    @Test
    void draft_whereOnlyAnotherIsLeftForAWhile_showsNobodyThere() throws VideoException {
        people = frame -> frame % 20 > 5 && frame % 20 < 10
                ? List.of(person(1, 90 - frame, 0.3))
                : List.of(person(1, 90 - frame, 0.3), person(4, frame, 0.6));

        checkDrafts();
    }

    @Test
    void draft_ofSomeoneFoundAgainUnderAnotherNumber_showsThemStill() throws VideoException {
        people = frame -> frame == 10 || frame == 30 ? List.of() : List.of(person(frame / 10, frame, 0.6));
        numbers = track -> 0;

        checkDrafts();
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
        checkDrafts();
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
        int ofSmallOnes = codec.mostKept();
        codec = new PaintedFrames(new PictureSize(5120, 2880));

        checkDraft(1);

        assertThat(codec.mostKept()).isEqualTo(4).isLessThan(ofSmallOnes);
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
