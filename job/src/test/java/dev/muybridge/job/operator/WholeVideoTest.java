package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.config.People;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PicturesRef;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.Subject;
import dev.muybridge.motion.Torso;
import dev.muybridge.motion.Track;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The two operators with keyed state, each in a harness of Flink's with the serializers of a job. */
final class WholeVideoTest {
    private static final LinkFunction LINK = new LinkFunction(
            new OutputLayout("file:/out", new Keys("p", "r", "a")), new People(2), Subject.MOST_PROMINENT);
    private static final Failure FAILURE = new Failure(FailureKind.DECODE_ERROR, "broken");

    @Test
    void gather_waitsForAllSegmentsAndGivesThemInOrder() throws Exception {
        List<Step<AnalysedVideo>> out =
                gather(List.of(poses("a", 2, 3), poses("b", 0, 2), poses("a", 0, 3), poses("a", 1, 3)));

        assertThat(out).hasSize(1);
        LinkedVideo linked = result(LINK.map(out.get(0)));
        assertThat(linked.video().ref().video()).isEqualTo("a");
        assertThat(linked.people()).isEqualTo(2);
        assertThat(linked.segments())
                .extracting(segment -> segment.segment().plan().index())
                .containsExactly(0, 1, 2);
        // Track 1 of each segment is the person of track 0 in the next one, as the tracker's order says.
        assertThat(linked.segments())
                .extracting(LinkedSegment::people)
                .containsExactly(ints(1, 0), ints(0, 1), ints(1, 0));
    }

    @Test
    void gather_failure_goesOnOnceAndEndsItsVideoAlone() throws Exception {
        List<Step<AnalysedVideo>> out = gather(List.of(
                poses("a", 0, 4),
                Step.failed(video("a"), FAILURE, 4),
                poses("a", 1, 4),
                Step.failed(video("a"), FAILURE, 4),
                poses("b", 0, 1)));

        assertThat(out).hasSize(2);
        assertThat(out.get(0).failure()).isEqualTo(FAILURE);
        assertThat(LINK.map(out.get(0)).failure()).isEqualTo(FAILURE);
        assertThat(out.get(1).video().video()).isEqualTo("b");
    }

    @Test
    void ledger_framesThatAddUp_areAWholeVideo() throws Exception {
        List<Step<CompleteVideo>> out = count(List.of(staged("a", 1, 2, 10), staged("a", 0, 2, 10)));

        CompleteVideo whole = result(out.get(0));
        assertThat(out).hasSize(1);
        assertThat(whole.startPts()).containsExactly(0, 10);
        assertThat(whole.endPts()).containsExactly(10, 20);
        assertThat(whole.poses()).containsExactly("poses", "poses");
        assertThat(whole.counts()).isEqualTo(new CompleteVideo.Counts(18, 2, 3, 1));
        assertThat(whole.workMillis()).isEqualTo(14);
    }

    @Test
    void ledger_frameThatIsLost_failsTheVideoAndSaysWhere() throws Exception {
        List<Step<CompleteVideo>> out = count(List.of(staged("a", 0, 2, 10), staged("a", 1, 2, 9)));

        assertThat(out).hasSize(1);
        assertThat(out.get(0).failure())
                .isEqualTo(new Failure(
                        FailureKind.LEDGER_MISMATCH,
                        "Segment 1 from 1.0 s has 10 frames planned, 9 encoded; the file may be damaged" + " there."));
    }

    private static List<Step<AnalysedVideo>> gather(List<Step<PosesRef>> steps) throws Exception {
        return run(new GatherFunction(), new TypeHint<>() {}, steps);
    }

    private static List<Step<CompleteVideo>> count(List<Step<PicturesRef>> steps) throws Exception {
        return run(new CheckFunction(), new TypeHint<>() {}, steps);
    }

    private static <I, O> List<Step<O>> run(
            WholeVideoFunction<I, O> function, TypeHint<Step<O>> type, List<Step<I>> steps) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, Step<I>, Step<O>> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(function),
                        step -> step.video().key(),
                        Types.STRING)) {
            SerializerConfigImpl noGenericTypes = new SerializerConfigImpl();
            noGenericTypes.setGenericTypes(false);
            ((SerializerConfigImpl) harness.getExecutionConfig().getSerializerConfig()).setGenericTypes(false);
            harness.setup(TypeInformation.of(type).createSerializer(noGenericTypes));
            harness.open();
            for (Step<I> step : steps) {
                harness.processElement(step, 0);
            }
            return harness.extractOutputValues();
        }
    }

    private static <T> T result(Step<T> step) {
        return Objects.requireNonNull(step.result());
    }

    static VideoRef video(String name) {
        return new VideoRef("id-" + name, name, name + ".mp4", "file:/in/" + name, 1, "1-1", Clip.WHOLE);
    }

    static Step<PosesRef> poses(String name, int index, int count) {
        VideoInfo info =
                new VideoInfo("h264", 320, 180, 0, new TimeBase(1, 10), new Rational(10, 1), 0, 10L * count, "");
        PlannedVideo planned = new PlannedVideo(video(name), info, count, 10L * count, 1);
        PacketRange range = new PacketRange(0, 0, 1);
        long start = 10L * index;
        SegmentPlan plan = new SegmentPlan(index, start, 10, start, start + 10, start, range, range, index);
        SegmentRef segment = new SegmentRef(planned, plan);
        PosesRef.StagedPoses staged = new PosesRef.StagedPoses(
                "poses", new TrackerMark(index, ints(0, 1)), new TrackerMark(index + 1, ints(1, 0)), 2, "any");
        return Step.done(
                video(name),
                new PosesRef(segment, new FrameCount(10, index), tracks(index), staged, index == 0, 3),
                count);
    }

    /** Two people who stand still, one larger than the other, and change their tracks' numbers at each border. */
    private static Track[] tracks(int index) {
        return new Track[] {track(0, index, index % 2 == 0 ? 40 : 50), track(1, index, index % 2 == 0 ? 50 : 40)};
    }

    private static Track track(int id, int index, double torso) {
        Torso place = new Torso(new Centre(10 * torso, 100), torso);
        Track.Sighting first = new Track.Sighting(10L * index, place);
        Track.Sighting last = new Track.Sighting(10L * index + 10, place);
        return new Track(id, first, last, 10, Math.round(10 * torso));
    }

    private static int[] ints(int... values) {
        return values;
    }

    private static Step<PicturesRef> staged(String name, int index, int count, int encoded) {
        return Step.done(
                video(name),
                new PicturesRef(rows(result(poses(name, index, count))), 9, 1, new FrameCount(encoded, index), 7),
                count);
    }

    private static RowsRef rows(PosesRef poses) {
        LinkedSegment linked =
                new LinkedSegment(poses.segment(), "poses", poses.analysed(), ints(0), poses.reused(), 3);
        return new RowsRef(linked, 3, 4);
    }
}
