package dev.muybridge.job.poses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.Limits;
import dev.muybridge.media.MadeUpFrames;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.Poses;
import dev.muybridge.tracking.ForgetfulTracking;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A video of fifty frames that was published in five segments. */
final class PublishedPosesTest {
    private static final int FRAMES = 50;
    private static final int[] CUTS = {0, 10, 20, 30, 40};
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "file:/in/a.mp4", 1, "1-1", Clip.WHOLE);
    private static final byte[] PICTURES = {1};

    @TempDir
    Path folder;

    private OutputLayout published;
    private TrackedFrames whole;

    @BeforeEach
    void publish() throws Exception {
        whole = analysed();
        published = layout("published");
        List<SegmentRef> segments = segments(CUTS);
        String[] poses = new String[CUTS.length];
        for (int i = 0; i < CUTS.length; i++) {
            SegmentPlan plan = segments.get(i).plan();
            poses[i] = published.poses(segments.get(i), "-repaired");
            TrackedFrames own = whole.part(CUTS[i], (int) plan.endPts());
            StagingStore.write(published.path(poses[i]), AnalyzeCodec.staged(new Poses(own, "any", null, 0)));
            StagingStore.write(published.staged(Staged.PICTURES, segments.get(i)), PICTURES);
        }
        CompleteVideo complete = new CompleteVideo(
                segments.get(0).video(),
                segments.stream()
                        .mapToLong(segment -> segment.plan().startPts())
                        .toArray(),
                segments.stream().mapToLong(segment -> segment.plan().endPts()).toArray(),
                poses,
                new CompleteVideo.Counts(FRAMES, 0, 1, 0),
                0);
        Path file = Files.createDirectories(folder.resolve("published/poses")).resolve("0123456789abcdef.poses");
        try (OutputStream out = Files.newOutputStream(file)) {
            new PublishedPoses(published, new Videos(true)).write(out, complete);
        }
    }

    private static TrackedFrames analysed() throws VideoException {
        return new AnalyzeStage(new MadeUpFrames(), new ForgetfulTracking(12), Measures.STANDARD)
                .analyze(new AnalyzeOrder(MadeUpFrames.packets(0, FRAMES), 0, 0, 0, FRAMES, null, null))
                .tracked();
    }

    private OutputLayout layout(String name) {
        return new OutputLayout(folder.resolve(name).toUri().toString(), new Keys("poses", "rows", "pictures"));
    }

    private static List<SegmentRef> segments(int... cuts) {
        VideoInfo info = new VideoInfo("h264", 640, 360, 0, new TimeBase(1, 10), new Rational(10, 1), 0, FRAMES, "");
        PlannedVideo planned = new PlannedVideo(VIDEO, info, cuts.length, FRAMES, 0);
        PacketRange range = new PacketRange(0, 0, 1);
        List<SegmentRef> segments = new ArrayList<>();
        for (int i = 0; i < cuts.length; i++) {
            int end = i + 1 < cuts.length ? cuts[i + 1] : FRAMES;
            segments.add(new SegmentRef(
                    planned, new SegmentPlan(i, cuts[i], end - cuts[i], cuts[i], end, cuts[i], range, range, 0)));
        }
        return segments;
    }

    @Test
    void takeOver_whereverTheVideoIsCut_stagesWhatAnAnalysisGives() throws Exception {
        for (int[] cuts : new int[][] {{0}, {0, 25}, {0, 10, 20, 30, 40}, {0, 3, 29, 30, 31}}) {
            published.staging().getFileSystem().delete(published.staging(), true);
            List<SegmentRef> segments = segments(cuts);

            new PublishedPoses(published, new Videos(true)).takeOver(segments);

            for (SegmentRef segment : segments) {
                SegmentPlan plan = segment.plan();
                Poses staged =
                        AnalyzeCodec.stagedPoses(StagingStore.require(published.path(published.poses(segment, ""))));
                TrackedFrames expected = whole.part((int) plan.startPts(), (int) plan.endPts());
                assertThat(staged.tracked())
                        .isEqualTo(
                                new TrackedFrames(expected.start(), expected.frames(), expected.marks(), new byte[0]));
                assertThat(staged.processor()).isEqualTo("any");
            }
        }
    }

    /** A published video of one segment. */
    private void publishInOne() throws Exception {
        SegmentRef only = segments(0).get(0);
        String poses = published.poses(only, "");
        StagingStore.write(published.path(poses), AnalyzeCodec.staged(new Poses(whole, "any", null, 0)));
        StagingStore.write(published.staged(Staged.PICTURES, only), PICTURES);
        CompleteVideo complete = new CompleteVideo(
                only.video(),
                new long[] {0},
                new long[] {FRAMES},
                new String[] {poses},
                new CompleteVideo.Counts(FRAMES, 0, 1, 0),
                0);
        try (OutputStream out = Files.newOutputStream(folder.resolve("published/poses/0123456789abcdef.poses"))) {
            new PublishedPoses(published, new Videos(true)).write(out, complete);
        }
        StagingStore.write(published.path(OutputLayout.annotated(VIDEO)), new byte[3]);
    }

    @Test
    void takeOver_ofOneSegment_takesItFromTheAnnotatedVideo() throws Exception {
        publishInOne();
        SegmentRef only = segments(0).get(0);
        published.staging().getFileSystem().delete(published.staging(), true);

        new PublishedPoses(published, new Videos(false)).takeOver(List.of(only));

        assertThat(StagingStore.read(published.staged(Staged.MP4, only))).isEmpty();
        assertThat(StagingStore.read(published.staged(Staged.PICTURES, only))).isEmpty();

        new PublishedPoses(published, new Videos(true)).takeOver(List.of(only));

        assertThat(StagingStore.require(published.staged(Staged.MP4, only))).containsExactly(3);
        assertThat(StagingStore.require(published.staged(Staged.PICTURES, only)))
                .isEqualTo(PICTURES);
    }

    /** Videos whose only segment is their length, if they are videos. */
    private record Videos(boolean good) implements VideoFiles {
        @Override
        public byte[] onlySegment(ByteSource joined) throws VideoException {
            if (!good) {
                throw new VideoException(FailureKind.NOT_A_VIDEO, "It is none.");
            }
            return new byte[] {(byte) joined.size()};
        }

        @Override
        public VideoIndex index(ByteSource video, Clip clip, Limits limits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PacketRun read(ByteSource video, PacketRange range) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JoinReport join(JoinJob job, Path target) {
            throw new UnsupportedOperationException();
        }
    }
}
