package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.People;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.progress.WorkersLostAccumulator;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.job.table.MetricsTable;
import dev.muybridge.media.Clip;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.Sights;
import dev.muybridge.motion.Subject;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.motion.Velocity;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a video is cut changes no byte of its table: one set of poses, cut at random, through link, measure and the table's writer. */
final class CutsTest {
    private static final int TIMES = 200;

    /** A table is made of its rows alone and takes longer than they do, so it is written for one in so many cuts. */
    private static final int WRITTEN = 10;

    private static final int FRAMES = 100;
    private static final int TICKS = 3;
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "file:/in/a.mp4", 1, "1-1", Clip.WHOLE);
    private static final VideoInfo INFO =
            new VideoInfo("h264", 640, 360, 0, new TimeBase(1, 90), new Rational(30, 1), 0, (long) TICKS * FRAMES, "");

    @TempDir
    Path folder;

    private final Random random = new Random(18);
    private final FakeWorkers workers = new FakeWorkers();
    private final TaskServices services =
            TaskServices.acquire(new Passive(workers), new Share(0, 1), new WorkersLostAccumulator());
    private final int room = services.tracks().availablePermits();

    private Supplier<Sights> sights = Sights::new;

    @AfterEach
    void release() {
        services.release();
        assertThat(services.tracks().availablePermits())
                .as("room that is given back")
                .isEqualTo(room);
    }

    @Test
    void table_ofAnyCuts_isTheSame() throws Exception {
        TrackedFrames video = tracked(video());
        List<FrameMetrics> rows = rows(video, List.of(0), Subject.MOST_PROMINENT, "uncut");
        byte[] uncut = written(rows);
        assertThat(speeds(rows)).as("rows with a speed").isGreaterThan(2 * FRAMES);

        for (int i = 0; i < TIMES; i++) {
            TreeSet<Integer> cuts = new TreeSet<>(List.of(0));
            int wanted = 1 + random.nextInt(8);
            while (cuts.size() <= wanted) {
                cuts.add(random.nextInt(FRAMES));
            }
            List<FrameMetrics> cut = rows(video, List.copyOf(cuts), Subject.MOST_PROMINENT, "cut-" + i);
            assertThat(cut).as("cut at " + cuts).isEqualTo(rows);
            if (i % WRITTEN == 0) {
                assertThat(written(cut)).as("cut at " + cuts).isEqualTo(uncut);
            }
        }
    }

    /** The filter reaches two frames far, and the velocity one further. */
    @Test
    void rows_ofTracksMeasuredInParts_areTheSame() throws Exception {
        TrackedFrames video = tracked(video());
        List<FrameMetrics> rows = rows(video, List.of(0), Subject.MOST_PROMINENT, "whole");

        for (int frames : new int[] {1, 7, 25, 99}) {
            sights = () -> new Sights(frames, 3);
            assertThat(rows(video, List.of(0), Subject.MOST_PROMINENT, "uncut-" + frames))
                    .as("parts of %d frames", frames)
                    .isEqualTo(rows);
            assertThat(rows(video, List.of(0, 17, 24, 25, 80), Subject.MOST_PROMINENT, "cut-" + frames))
                    .as("parts of %d frames, cut", frames)
                    .isEqualTo(rows);
        }
        sights = () -> new Sights(25, 2);
        assertThat(rows(video, List.of(0), Subject.MOST_PROMINENT, "too-few-around"))
                .isNotEqualTo(rows);
    }

    @Test
    void rows_areStagedOnceTheirFramesAreMeasured_whateverComesLater() throws Exception {
        TrackedFrames video = tracked(video());
        List<Integer> cuts = List.of(0, 17, 25, 26, 80);
        List<FrameMetrics> whole = rows(video, cuts, Subject.MOST_PROMINENT, "whole");
        sights = () -> new Sights(25, 3);
        OutputLayout layout = layout("parts");
        LinkedVideo linked = linked(layout, video, cuts, Subject.MOST_PROMINENT);
        TrackMeasurer measurer = measurer(layout, linked, Subject.MOST_PROMINENT);
        FakeWorkers usual = new FakeWorkers();
        List<Integer> kept = new ArrayList<>();
        workers.measureAs(order -> {
            kept.add(measurer.kept());
            if (order.track().firstFrame() == 75 - 3) {
                throw new IllegalStateException("oh");
            }
            return usual.measure(order);
        });

        assertThatThrownBy(() -> measurer.measure(services).get()).hasRootCauseMessage("oh");
        assertThat(staged(layout, linked)).isEqualTo(whole.subList(0, 26));
        // Two people, then three. The segment from frame 26 on needs all parts but the first.
        assertThat(kept).containsExactly(0, 1, 0, 1, 2, 3, 4, 5);

        workers.measureAs(usual::measure);
        measurer(layout, linked, Subject.MOST_PROMINENT).measure(services).get();
        assertThat(staged(layout, linked)).isEqualTo(whole);
    }

    /** The one on the right, and the one who comes late and is small. */
    @ParameterizedTest
    @ValueSource(strings = {"right", "at=320,180,2"})
    void table_ofAnyCuts_isTheSame_withAnotherSubject(String text) throws Exception {
        TrackedFrames video = tracked(video());
        Subject subject = Subject.parse(text);
        byte[] uncut = table(video, List.of(0), subject, "uncut");

        assertThat(uncut).isNotEqualTo(table(video, List.of(0), Subject.MOST_PROMINENT, "usual"));
        assertThat(table(video, List.of(0, 17, 55, 61, 80), subject, "cut")).isEqualTo(uncut);
    }

    /** Two who walk past, one of them missing here and there, one who comes late, and a frame that cannot be decoded. */
    private List<PoseFrame> video() {
        List<PoseFrame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            List<Person> people = new ArrayList<>();
            people.add(new Person(0, Poses.standing(0.2 + 0.001 * i, 0.5 + 0.01 * random.nextGaussian(), 0.6)));
            if (random.nextInt(10) > 0) {
                people.add(new Person(1, Poses.standing(0.8, 0.5 - 0.001 * i, 0.4)));
            }
            if (i > 50) {
                people.add(new Person(2, Poses.standing(0.5, 0.5, 0.2)));
            }
            long pts = (long) TICKS * i;
            frames.add(i == 40 ? PoseFrame.unreadable(pts) : new PoseFrame(pts, people));
        }
        return frames;
    }

    /** The tracker changes their order all the time, and follows two of them from the beginning to the end. */
    private TrackedFrames tracked(List<PoseFrame> frames) {
        List<TrackerMark> marks = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            List<Integer> followed = new ArrayList<>(i > 50 ? List.of(0, 1, 2) : List.of(0, 1));
            Collections.shuffle(followed, random);
            marks.add(new TrackerMark(
                    i, followed.stream().mapToInt(Integer::intValue).toArray()));
        }
        return new TrackedFrames(new TrackerMark(-1, new int[0]), frames, marks, new byte[0]);
    }

    private byte[] table(TrackedFrames video, List<Integer> cuts, Subject subject, String name) throws Exception {
        return written(rows(video, cuts, subject, name));
    }

    private List<FrameMetrics> rows(TrackedFrames video, List<Integer> cuts, Subject subject, String name)
            throws Exception {
        OutputLayout layout = layout(name);
        LinkedVideo linked = linked(layout, video, cuts, subject);
        measurer(layout, linked, subject).measure(services).get();
        return staged(layout, linked);
    }

    private OutputLayout layout(String name) {
        return new OutputLayout(folder.resolve(name).toUri().toString(), new Keys("poses", "rows", "pictures"));
    }

    private LinkedVideo linked(OutputLayout layout, TrackedFrames video, List<Integer> cuts, Subject subject)
            throws Exception {
        PlannedVideo planned = new PlannedVideo(VIDEO, INFO, cuts.size(), FRAMES, 0);
        List<PosesRef> segments = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            int end = i + 1 < cuts.size() ? cuts.get(i + 1) : FRAMES;
            segments.add(analysed(layout, planned, video, new int[] {i, cuts.get(i), end}));
        }
        Step<LinkedVideo> linking = new LinkFunction(layout, People.ALL, subject)
                .map(Step.done(VIDEO, new AnalysedVideo(planned, segments.toArray(PosesRef[]::new))));
        return Objects.requireNonNull(linking.result());
    }

    private TrackMeasurer measurer(OutputLayout layout, LinkedVideo linked, Subject subject) {
        return new TrackMeasurer(layout, new Wanted(People.ALL, subject, Clips.WHOLE, 1), linked, sights.get());
    }

    /** Of all segments that have some. */
    private static List<FrameMetrics> staged(OutputLayout layout, LinkedVideo linked) throws Exception {
        List<FrameMetrics> rows = new ArrayList<>();
        for (LinkedSegment segment : linked.segments()) {
            Optional<byte[]> staged = StagingStore.read(layout.staged(Staged.ROWS, segment.segment()));
            if (staged.isPresent()) {
                rows.addAll(RowsCodec.stagedRows(staged.get()));
            }
        }
        return rows;
    }

    /** A segment as its analysis gives it, once it is repaired. */
    private PosesRef analysed(OutputLayout layout, PlannedVideo planned, TrackedFrames video, int[] segment)
            throws IOException {
        int from = segment[1];
        int to = segment[2];
        TrackedFrames own = video.part(from, to);
        PacketRange range = new PacketRange(0, 0, 1);
        SegmentPlan plan = new SegmentPlan(
                segment[0],
                from,
                to - from,
                (long) TICKS * from,
                (long) TICKS * to,
                (long) TICKS * from,
                range,
                range,
                FrameLedger.digest(
                        own.frames().stream().mapToLong(PoseFrame::pts).toArray()));
        SegmentRef ref = new SegmentRef(planned, plan);
        return new SegmentAnalyzer(layout, services)
                .stage(ref, layout.poses(ref, ""), new dev.muybridge.stage.Poses(own, "any", null, 0));
    }

    private byte[] written(List<FrameMetrics> rows) throws IOException {
        Path file = folder.resolve("table");
        var path = org.apache.flink.core.fs.Path.fromLocalFile(file.toFile());
        try (FSDataOutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE);
                MetricsTable table = new MetricsTable(out, VIDEO, INFO.timeBase(), Measures.STANDARD)) {
            for (FrameMetrics frame : rows) {
                table.add(frame);
            }
        }
        return Files.readAllBytes(file);
    }

    private static long speeds(List<FrameMetrics> rows) {
        return rows.stream()
                .flatMap(frame -> frame.people().stream())
                .filter(person -> person.values().containsKey(Velocity.SPEED_PX_S.name()))
                .count();
    }
}
