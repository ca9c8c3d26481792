package dev.muybridge.job.operator;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PicturesRef;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.source.Room;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.DrawnRows;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The job's steps from {@code analyze} to {@code join} for made-up videos of {@value #SEGMENTS} segments that show one person who
 * stands still, each asynchronous step in a harness of Flink's, with workers and files that are fakes.
 */
public final class Flow {
    static final int SEGMENTS = 2;

    /** Of each segment, one tick apart. */
    static final int FRAMES = 10;

    /** How many frames a segment's analysis sees before its own. */
    static final int LEAD_IN = 4;

    static final PictureSize SIZE = new PictureSize(640, 360);
    static final TimeBase TIME_BASE = new TimeBase(1, 10);

    private static final TypeInformation<Step<SegmentRef>> SEGMENT =
            TypeInformation.of(new TypeHint<Step<SegmentRef>>() {});
    private static final TypeInformation<Step<AnalysedVideo>> ANALYSED =
            TypeInformation.of(new TypeHint<Step<AnalysedVideo>>() {});
    private static final TypeInformation<Step<LinkedVideo>> LINKED =
            TypeInformation.of(new TypeHint<Step<LinkedVideo>>() {});
    private static final TypeInformation<Step<RowsRef>> ROWS = TypeInformation.of(new TypeHint<Step<RowsRef>>() {});
    private static final TypeInformation<Step<CompleteVideo>> COMPLETE =
            TypeInformation.of(new TypeHint<Step<CompleteVideo>>() {});

    private final FakeWorkers workers = new FakeWorkers();
    private final FakeFiles files = new FakeFiles();
    private final Passive toolkit = new Passive(workers, files);
    private final RunOptions options;
    private final OutputLayout layout;
    private final Path inputs;

    /** @param folder empty, for the inputs and OUTPUT */
    Flow(Path folder) throws IOException {
        this(folder, Asked.of(folder.resolve("in"), folder.resolve("out")).options());
    }

    Flow(Path folder, RunOptions options) throws IOException {
        this.options = options;
        this.layout = new OutputLayout(options.output(), options.keys());
        this.inputs = Files.createDirectories(folder.resolve("in"));
        workers.analyzeAs(order -> CompletableFuture.completedFuture(seen(order)));
        workers.annotateAs(order -> CompletableFuture.completedFuture(drawn(order)));
    }

    FakeWorkers workers() {
        return workers;
    }

    FakeFiles files() {
        return files;
    }

    OutputLayout layout() {
        return layout;
    }

    /** The input of that name, which is made. */
    VideoRef video(String name) throws IOException {
        Path file = input(name);
        if (!Files.exists(file)) {
            Files.writeString(file, "opened by nobody here");
        }
        return new InputFile(
                        name,
                        org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toMillis())
                .ref();
    }

    Path input(String name) {
        return inputs.resolve(name);
    }

    Step<SegmentRef> segment(String name, int index) throws IOException {
        return segment(name, index, SEGMENTS);
    }

    private Step<SegmentRef> segment(String name, int index, int count) throws IOException {
        long[] pts = LongStream.range(0, (long) count * FRAMES).toArray();
        VideoInfo info = new VideoInfo(
                "h264", SIZE.width(), SIZE.height(), 0, TIME_BASE, new Rational(10, 1), 0, pts.length, "");
        PlannedVideo planned = new PlannedVideo(video(name), info, count, pts.length, FrameLedger.digest(pts));
        int from = index * FRAMES;
        int to = from + FRAMES;
        PacketRange range = new PacketRange(0, 0, 1);
        SegmentPlan plan = new SegmentPlan(
                index,
                from,
                FRAMES,
                from,
                to,
                Math.max(0, from - LEAD_IN),
                range,
                range,
                FrameLedger.digest(pts, from, to));
        return Step.done(planned.ref(), new SegmentRef(planned, plan), count);
    }

    List<Step<SegmentRef>> segments(String name) throws IOException {
        return segments(name, SEGMENTS);
    }

    List<Step<SegmentRef>> segments(String name, int count) throws IOException {
        List<Step<SegmentRef>> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(segment(name, i, count));
        }
        return segments;
    }

    /** What the workers of this class see: the same person in every frame. */
    public static Poses seen(AnalyzeOrder order) {
        return seen(order.startPts(), order.endPts());
    }

    static Poses seen(long fromPts, long toPts) {
        TrackerMark before = TrackerMark.of(new byte[0], new int[0]);
        TrackerMark after = TrackerMark.of(new byte[] {1}, new int[] {0});
        List<PoseFrame> frames = LongStream.range(fromPts, toPts)
                .mapToObj(pts ->
                        new PoseFrame(pts, List.of(new Person(0, dev.muybridge.pose.Poses.standing(0.5, 0.5, 0.5)))))
                .toList();
        TrackedFrames tracked = new TrackedFrames(
                fromPts == 0 ? before : after, frames, Collections.nCopies(frames.size(), after), new byte[] {1});
        return new Poses(tracked, "any", null, 3);
    }

    /** What the workers of this class draw: every frame. */
    public static Pictures drawn(AnnotateOrder order) {
        long[] pts = LongStream.range(order.canvas().startPts(), order.canvas().endPts())
                .toArray();
        return new Pictures(new byte[] {1, 2, 3}, pts, new long[0], DrawnRows.hash(order.rows()), 5);
    }

    AsyncHarness<Step<SegmentRef>, Step<PosesRef>> analyze(@Nullable OperatorSubtaskState state) throws Exception {
        return new AsyncHarness<>(new AnalyzeFunction(toolkit, layout, options, Room.of(1)), SEGMENT, state);
    }

    AsyncHarness<Step<AnalysedVideo>, Step<AnalysedVideo>> repair() throws Exception {
        return new AsyncHarness<>(new RepairFunction(toolkit, layout), ANALYSED, null);
    }

    AsyncHarness<Step<LinkedVideo>, Step<RowsRef>> measure(@Nullable OperatorSubtaskState state) throws Exception {
        return new AsyncHarness<>(new MeasureFunction(toolkit, layout, options), LINKED, state);
    }

    AsyncHarness<Step<RowsRef>, Step<PicturesRef>> annotate(@Nullable OperatorSubtaskState state) throws Exception {
        return new AsyncHarness<>(new AnnotateFunction(toolkit, layout, options), ROWS, state);
    }

    AsyncHarness<Step<CompleteVideo>, Publication> join(@Nullable OperatorSubtaskState state) throws Exception {
        return new AsyncHarness<>(new JoinFunction(toolkit, layout, options), COMPLETE, state);
    }

    /** That video of so many segments as {@code analyze} and {@code link-gather} give it. */
    Step<AnalysedVideo> analysed(String name, int count) throws Exception {
        return only(new GatherFunction(), results(all(analyze(null), segments(name, count))));
    }

    /** That video as {@code analyze} and the steps of {@code link} give it. */
    Step<LinkedVideo> linked(String name) throws Exception {
        Step<AnalysedVideo> repaired =
                all(repair(), List.of(analysed(name, SEGMENTS))).get(0);
        return new LinkFunction(
                        layout, options.wanted().people(), options.wanted().subject())
                .map(repaired);
    }

    /** That video as {@code measure} gives it. */
    List<Step<RowsRef>> rows(String name) throws Exception {
        return all(measure(null), List.of(linked(name)));
    }

    /** That video as {@code annotate} and {@code check} give it. */
    Step<CompleteVideo> complete(String name) throws Exception {
        return only(new CheckFunction(), results(all(annotate(null), rows(name))));
    }

    /** What comes out of a harness, which is closed, for these. */
    static <I, O> List<O> all(AsyncHarness<I, O> harness, List<I> in) throws Exception {
        try (harness) {
            for (I each : in) {
                harness.give(each);
            }
            return harness.end();
        }
    }

    /** In the order of the segments that have an order; the harness gives what is ready first. */
    private static <T> List<T> results(List<Step<T>> steps) {
        return steps.stream().map(step -> Objects.requireNonNull(step.result())).toList();
    }

    private static <I, O> Step<O> only(WholeVideoFunction<I, O> function, List<I> segments) {
        List<I> ordered = new ArrayList<>(segments);
        ordered.sort((a, b) -> Integer.compare(function.index(a), function.index(b)));
        List<Step<O>> out = new ArrayList<>();
        function.complete(ordered, new Collector<>() {
            @Override
            public void collect(Step<O> step) {
                out.add(step);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
        return out.get(0);
    }
}
