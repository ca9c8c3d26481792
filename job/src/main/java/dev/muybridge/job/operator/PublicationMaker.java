package dev.muybridge.job.operator;

import dev.muybridge.codec.AnnotationCodec;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.sink.Publisher;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.job.table.MetricsTable;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.Span;
import dev.muybridge.media.TargetException;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.jspecify.annotations.Nullable;

/** Joins a video, checks it against the plan once more, and writes all that is published of it out of sight. */
final class PublicationMaker {
    private final VideoFiles videoFiles;
    private final OutputLayout layout;
    private final OutputStore store;
    private final Publisher publisher;
    private final RunOptions options;
    private final Quarantine quarantine;

    PublicationMaker(VideoFiles videoFiles, OutputLayout layout, RunOptions options, Quarantine quarantine) {
        this.videoFiles = videoFiles;
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.publisher = new Publisher(layout);
        this.options = options;
        this.quarantine = quarantine;
    }

    /** A finished video: metrics, segments, the annotated video, and its row. */
    Publication finished(CompleteVideo complete) throws IOException, VideoException {
        PlannedVideo video = complete.video();
        List<PendingFile> files = new ArrayList<>();
        files.add(store.prepare(OutputLayout.metrics(video.ref()), out -> writeMetrics(out, video)));
        if (options.segments()) {
            for (int i = 0; i < video.segments(); i++) {
                byte[] mp4 = staged(video.ref(), i, "mp4");
                files.add(store.prepare(OutputLayout.segment(video.ref(), i), out -> out.write(mp4)));
            }
        }
        String note = join(complete, files);
        VideoInfo info = video.info();
        Span kept = kept(complete);
        boolean whole = complete.framesUnreadable() == 0;
        VideoRow.Content content = new VideoRow.Content(
                new VideoRow.Frames(video.frames(), complete.framesWithPose(), complete.framesUnreadable()),
                new VideoRow.Work(video.segments(), complete.segmentsReused(), complete.workMillis() / 1000.0),
                info.width(),
                info.height(),
                info.timeBase().toMicros(info.durationTicks()),
                kept == null ? 0 : info.timeBase().toMicros(kept.fromPts()),
                info.codec(),
                info.rotation());
        String detail = (damage(complete) + " " + info.note() + " " + note).strip();
        VideoRow row = new VideoRow(
                video.ref().videoId(),
                video.ref().video(),
                whole ? VideoRow.DONE : VideoRow.PARTIAL,
                null,
                detail.isEmpty() ? null : detail,
                content,
                provenance(video.ref()));
        return journalled(video.ref(), row, files);
    }

    private static String damage(CompleteVideo complete) {
        return complete.framesUnreadable() == 0
                ? ""
                : complete.framesUnreadable()
                        + " of its frames cannot be decoded; their rows have the quality unreadable.";
    }

    /** A failed video: its row only. */
    Publication failed(VideoRef video, Failure failure) throws IOException {
        VideoRow row = new VideoRow(
                video.videoId(),
                video.video(),
                VideoRow.FAILED,
                failure.kind().code(),
                failure.detail(),
                null,
                provenance(video));
        return journalled(video, row, new ArrayList<>());
    }

    private Publication journalled(VideoRef video, VideoRow row, List<PendingFile> files) throws IOException {
        files.add(store.prepare(OutputLayout.row(video.videoId()), out -> VideosTable.write(out, row)));
        VideoRow.Content content = row.content();
        String detail = row.detail() == null ? "" : row.detail();
        Publication publication = new Publication(
                video,
                row.state(),
                content == null ? 0 : content.frames().all(),
                row.reason() == null ? detail : row.reason() + ": " + detail,
                files.toArray(PendingFile[]::new));
        publisher.writeJournal(publication);
        return publication;
    }

    /** FFmpeg wants a local file to put the index first; it is copied from there to wherever OUTPUT is. */
    private String join(CompleteVideo complete, List<PendingFile> files) throws IOException, VideoException {
        PlannedVideo video = complete.video();
        Path folder = scratch(video.ref());
        Path joined = folder.resolve("joined.mp4");
        try {
            List<ByteSource> segments = new ArrayList<>();
            for (int i = 0; i < video.segments(); i++) {
                segments.add(StagingStore.source(layout.staged(video.ref(), i, "mp4")));
            }
            JoinJob job = new JoinJob(
                    segments,
                    Arrays.stream(complete.startPts()).boxed().toList(),
                    video.info().timeBase(),
                    FlinkFile.of(video.ref()),
                    kept(complete));
            JoinReport report = quarantine.during(video.ref(), () -> videoFiles.join(job, joined));
            check(video, report);
            files.add(store.prepare(OutputLayout.annotated(video.ref()), out -> copy(joined, out)));
            return report.note();
        } catch (TargetException e) {
            throw new OutputException(org.apache.flink.core.fs.Path.fromLocalFile(joined.toFile()), e);
        } finally {
            Files.deleteIfExists(joined);
            Files.deleteIfExists(folder);
        }
    }

    /** A local folder for files as large as the video: in staging, where room was checked for, if that is local. */
    private Path scratch(VideoRef video) throws IOException {
        org.apache.flink.core.fs.Path staging = layout.path(layout.stagingOfRun(video));
        return staging.getFileSystem().isDistributedFS()
                ? Files.createTempDirectory("muybridge-join-")
                : Files.createTempDirectory(Path.of(staging.getPath()), "join-");
    }

    /** A part is shown from its own start on; a whole video keeps its times. */
    private @Nullable Span kept(CompleteVideo complete) {
        long start = complete.startPts()[0];
        return options.wanted().clip().equals(Clip.WHOLE)
                ? null
                : new Span(start, start + complete.video().info().durationTicks());
    }

    private static void check(PlannedVideo video, JoinReport report) throws VideoException {
        if (report.framePts().length != video.frames() || FrameLedger.digest(report.framePts()) != video.digest()) {
            throw new VideoException(
                    FailureKind.LEDGER_MISMATCH,
                    "The joined video has " + report.framePts().length + " frames where " + video.frames()
                            + " were planned, or has them at other times.");
        }
    }

    private void writeMetrics(FSDataOutputStream out, PlannedVideo video) throws IOException {
        try (MetricsTable table =
                new MetricsTable(out, video.ref(), video.info().timeBase())) {
            for (int i = 0; i < video.segments(); i++) {
                for (FrameMetrics frame :
                        AnnotationCodec.rows(staged(video.ref(), i, "rows")).frames()) {
                    table.add(frame);
                }
            }
        }
    }

    private byte[] staged(VideoRef video, int segment, String kind) throws IOException {
        org.apache.flink.core.fs.Path path = layout.staged(video, segment, kind);
        return StagingStore.read(path).orElseThrow(() -> new FileNotFoundException("a staged file is gone: " + path));
    }

    private static void copy(Path from, FSDataOutputStream to) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(to);
        }
    }

    private VideoRow.Provenance provenance(VideoRef video) {
        return new VideoRow.Provenance(
                video.fingerprint(), layout.optionsHash(), options.resultOptions(), RunOptions.versions());
    }
}
