package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.Limits;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.Rational;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a split is read. */
final class PlanningFormatTest {
    private static final int FRAMES = 900;
    private static final int SEGMENTS = 3;

    @TempDir
    Path folder;

    private FileSourceSplit split;

    @BeforeEach
    void makeSplit() throws IOException {
        Path video = Files.writeString(folder.resolve("a.mp4"), "opened by nobody here");
        split = VideoSplits.of(new InputFile(
                "a.mp4",
                org.apache.flink.core.fs.Path.fromLocalFile(video.toFile()),
                Files.size(video),
                Files.getLastModifiedTime(video).toMillis()));
    }

    /** A video of half a minute with a key frame a second, or one that is damaged. */
    private record Planner(boolean damaged) implements Toolkit {
        @Override
        public VideoFiles videoFiles() {
            return new VideoFiles() {
                @Override
                public VideoIndex index(ByteSource video, Clip clip, Limits limits) throws VideoException {
                    if (damaged) {
                        throw new VideoException(FailureKind.TRUNCATED, "It ends early.");
                    }
                    return halfAMinute();
                }

                @Override
                public PacketRun read(ByteSource video, PacketRange range) {
                    throw new IllegalStateException("not used");
                }

                @Override
                public JoinReport join(JoinJob job, Path target) {
                    throw new IllegalStateException("not used");
                }

                @Override
                public byte[] onlySegment(ByteSource joined) {
                    throw new IllegalStateException("not used");
                }
            };
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public Workers startWorkers(int share) {
            throw new IllegalStateException("not used");
        }
    }

    private static VideoIndex halfAMinute() {
        boolean[] key = new boolean[FRAMES];
        boolean[] shown = new boolean[FRAMES];
        long[] pts = new long[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            key[i] = i % 30 == 0;
            shown[i] = true;
            pts[i] = i;
        }
        return new VideoIndex(
                new VideoInfo("h264", 320, 180, 0, new TimeBase(1, 30), new Rational(30, 1), 0, FRAMES, ""),
                new PacketTable(pts, pts.clone(), new long[FRAMES], key, shown, new int[FRAMES]));
    }

    @Test
    void createReader_givesEverySegmentOnce_andSaysHowMany() throws IOException {
        List<Step<SegmentRef>> steps = read(format(false).createReader(new Configuration(), split));

        assertThat(steps).hasSize(SEGMENTS).allSatisfy(step -> {
            assertThat(step.parts()).isEqualTo(SEGMENTS);
            assertThat(Objects.requireNonNull(step.result()).video().segments()).isEqualTo(SEGMENTS);
        });
        assertThat(indexes(steps)).containsExactly(0, 1, 2);
    }

    @Test
    void createReader_ofASegment_givesIt_andDoesNotPlanAgain() throws IOException {
        List<Step<SegmentRef>> planned = read(format(false).createReader(new Configuration(), split));
        SegmentRef second = Objects.requireNonNull(planned.get(1).result());

        List<Step<SegmentRef>> steps =
                read(format(true).createReader(new Configuration(), new SegmentSplit(split, second)));

        assertThat(steps).containsExactly(planned.get(1));
    }

    @Test
    void createReader_ofADamagedVideo_saysSoOnce() throws IOException {
        List<Step<SegmentRef>> steps = read(format(true).createReader(new Configuration(), split));

        assertThat(steps).hasSize(1);
        assertThat(Objects.requireNonNull(steps.get(0).failure()).kind()).isEqualTo(FailureKind.TRUNCATED);
    }

    @Test
    void createReader_ofANameThatIsNotUtf8_saysWhatToDo() throws IOException {
        split = VideoSplits.of(new InputFile(
                "a\uFFFDff.mp4",
                new org.apache.flink.core.fs.Path(
                        folder.resolve("a\uFFFDff.mp4").toUri()),
                1,
                1));

        List<Step<SegmentRef>> steps = read(format(false).createReader(new Configuration(), split));

        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).failure())
                .isEqualTo(new Failure(
                        FailureKind.NO_ACCESS, "It cannot be opened, because its name is not valid UTF-8; rename it."));
    }

    @Test
    void createReader_whereWhatIsPublishedCannotBeRead_failsThatVideoAlone() throws IOException {
        List<Step<SegmentRef>> steps = read(format(UnreadDisk.SCHEME + "://" + folder.resolve("out"), false)
                .createReader(new Configuration(), split));

        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).failure())
                .isEqualTo(new Failure(
                        FailureKind.IO_ERROR,
                        "What an earlier run left of it cannot be read: " + UnreadDisk.MESSAGE + "."));
    }

    @Test
    void createReader_whereOutputCannotBeWritten_endsTheJob() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("out"), "a file");

        assertThatThrownBy(
                        () -> read(format(inTheWay.toUri().toString(), false).createReader(new Configuration(), split)))
                .isInstanceOf(OutputException.class);
    }

    private PlanningFormat format(boolean damaged) {
        return format(folder.resolve("out").toUri().toString(), damaged);
    }

    private PlanningFormat format(String output, boolean damaged) {
        RunOptions asked = Asked.of(folder, folder.resolve("out")).options();
        return new PlanningFormat(
                new Planner(damaged),
                new RunOptions(
                        asked.inputs(),
                        output,
                        asked.workers(),
                        asked.model(),
                        asked.segmentSeconds(),
                        asked.recursive(),
                        asked.overwrite(),
                        asked.verify(),
                        asked.published(),
                        asked.preset(),
                        asked.crf(),
                        asked.wanted(),
                        asked.limits(),
                        asked.run()));
    }

    private static List<Step<SegmentRef>> read(BulkFormat.Reader<Step<SegmentRef>> reader) throws IOException {
        List<Step<SegmentRef>> steps = new ArrayList<>();
        BulkFormat.RecordIterator<Step<SegmentRef>> batch = Objects.requireNonNull(reader.readBatch());
        for (RecordAndPosition<Step<SegmentRef>> next = batch.next(); next != null; next = batch.next()) {
            steps.add(next.getRecord());
        }
        assertThat(reader.readBatch()).isNull();
        reader.close();
        return steps;
    }

    private static List<Integer> indexes(List<Step<SegmentRef>> steps) {
        return steps.stream()
                .map(step -> Objects.requireNonNull(step.result()).plan().index())
                .toList();
    }
}
