package dev.muybridge.job.operator;

import dev.muybridge.codec.AnnotateCodec;
import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.poses.PublishedPoses;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.sink.PublicationWriter;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.job.table.MetricsTable;
import dev.muybridge.job.table.VideoRow;
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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.jspecify.annotations.Nullable;

/** Joins a video, checks it against the plan once more, and writes everything that is published of it out of sight. */
final class PublicationMaker {
    private final VideoFiles videoFiles;
    private final OutputLayout layout;
    private final OutputStore store;
    private final PublicationWriter writer;
    private final RunOptions options;
    private final Quarantine quarantine;

    PublicationMaker(VideoFiles videoFiles, OutputLayout layout, RunOptions options, Quarantine quarantine) {
        this.videoFiles = videoFiles;
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.writer = new PublicationWriter(layout, options);
        this.options = options;
        this.quarantine = quarantine;
    }

    /** A finished video: metrics, segments, poses, the annotated video, and its row. */
    Publication finished(CompleteVideo complete) throws IOException, VideoException {
        PlannedVideo video = complete.video();
        List<PendingFile> files = new ArrayList<>();
        files.add(store.prepare(OutputLayout.metrics(video.ref()), out -> writeMetrics(out, complete)));
        // One that is all of the video would be the video once more.
        if (options.published().segments() && video.segments() > 1) {
            for (int i = 0; i < video.segments(); i++) {
                byte[] mp4 = staged(Staged.MP4, complete, i);
                files.add(store.prepare(OutputLayout.segment(video.ref(), i), out -> out.write(mp4)));
            }
        }
        if (options.published().poses()) {
            files.add(store.prepare(
                    OutputLayout.poses(video.ref()),
                    out -> new PublishedPoses(layout, videoFiles).write(out, complete)));
        }
        String note = join(complete, files);
        VideoInfo info = video.info();
        Span kept = kept(complete);
        CompleteVideo.Counts counts = complete.counts();
        boolean whole = counts.framesUnreadable() == 0;
        VideoRow.Content content = new VideoRow.Content(
                new VideoRow.Frames(video.frames(), counts.framesWithPose(), counts.framesUnreadable()),
                new VideoRow.Work(video.segments(), counts.segmentsReused(), complete.workMillis() / 1000.0),
                counts.people(),
                info.width(),
                info.height(),
                info.timeBase().toMicros(info.durationTicks()),
                kept == null ? 0 : info.timeBase().toMicros(kept.fromPts()),
                info.codec(),
                info.rotation());
        String detail = Stream.of(damage(counts), info.note(), note)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
        VideoRow row = new VideoRow(
                video.ref().videoId(),
                video.ref().video(),
                whole ? VideoRow.DONE : VideoRow.PARTIAL,
                null,
                detail.isEmpty() ? null : detail,
                content,
                writer.provenance(video.ref()));
        return writer.ready(video.ref(), row, files);
    }

    private static String damage(CompleteVideo.Counts counts) {
        return counts.framesUnreadable() == 0
                ? ""
                : counts.framesUnreadable()
                        + " of its frames cannot be decoded; their rows have the quality unreadable.";
    }

    /** A failed video: its row only. */
    Publication failed(VideoRef video, Failure failure) throws IOException {
        return writer.failed(video, failure);
    }

    /** FFmpeg needs a local file to put the index first; it is copied from there to wherever OUTPUT is. */
    private String join(CompleteVideo complete, List<PendingFile> files) throws IOException, VideoException {
        PlannedVideo video = complete.video();
        Path folder = scratch(video.ref());
        Path joined = folder.resolve("joined.mp4");
        try {
            List<ByteSource> segments = new ArrayList<>();
            for (int i = 0; i < video.segments(); i++) {
                segments.add(StagingStore.source(path(Staged.MP4, complete, i)));
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

    /** A local folder for files as large as the video: in staging, where free space was checked, if that is local. */
    private Path scratch(VideoRef video) throws IOException {
        Location staging = layout.output().child(layout.staging(Staged.MP4, video));
        return staging.isLocal()
                ? Files.createTempDirectory(staging.local(), "join-")
                : Files.createTempDirectory("muybridge-join-");
    }

    /** A part starts at its own beginning; a whole video keeps its times. */
    private @Nullable Span kept(CompleteVideo complete) {
        long start = complete.startPts()[0];
        return complete.video().ref().clip().equals(Clip.WHOLE)
                ? null
                : new Span(start, start + complete.video().info().durationTicks());
    }

    private static void check(PlannedVideo video, JoinReport report) throws VideoException {
        if (report.framePts().length != video.frames() || FrameLedger.digest(report.framePts()) != video.digest()) {
            throw new VideoException(
                    FailureKind.LEDGER_MISMATCH,
                    "The joined video has " + report.framePts().length + " frames where " + video.frames()
                            + " were planned, or has them at different times.");
        }
    }

    private void writeMetrics(FSDataOutputStream out, CompleteVideo complete) throws IOException {
        PlannedVideo video = complete.video();
        boolean everyKnown = options.wanted().people().most() > 1;
        try (MetricsTable table = new MetricsTable(
                out, video.ref(), video.info().timeBase(), options.wanted().measures())) {
            for (int i = 0; i < complete.segments(); i++) {
                Set<Long> undecoded = Arrays.stream(
                                AnnotateCodec.stagedUnreadable(staged(Staged.PICTURES, complete, i)))
                        .boxed()
                        .collect(Collectors.toSet());
                for (FrameMetrics frame : RowsCodec.stagedRows(staged(Staged.ROWS, complete, i))) {
                    table.add(undecoded.contains(frame.pts()) ? frame.unreadable(everyKnown) : frame);
                }
            }
        }
    }

    private byte[] staged(Staged kind, CompleteVideo complete, int segment) throws IOException {
        return StagingStore.require(path(kind, complete, segment));
    }

    private org.apache.flink.core.fs.Path path(Staged kind, CompleteVideo complete, int segment) {
        return layout.staged(kind, complete.video().ref(), complete.startPts()[segment], complete.endPts()[segment]);
    }

    private static void copy(Path from, FSDataOutputStream to) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(to);
        }
    }
}
