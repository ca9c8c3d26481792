package dev.muybridge.job.poses;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.Hashes;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.Poses;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts a video's staged poses to published ones, and back. */
public final class PublishedPoses {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedPoses.class);

    private final OutputLayout layout;
    private final VideoFiles videoFiles;

    public PublishedPoses(OutputLayout layout, VideoFiles videoFiles) {
        this.layout = layout;
        this.videoFiles = videoFiles;
    }

    /** Writes the staged poses of {@code complete} into {@code out}, which stays open. */
    public void write(OutputStream out, CompleteVideo complete) throws IOException {
        PosesFile.write(out, origin(complete.video().ref()), complete.segments(), i -> {
            long start = complete.startPts()[i];
            long end = complete.endPts()[i];
            VideoRef video = complete.video().ref();
            return new PosesFile.Segment(
                    start,
                    end,
                    AnalyzeCodec.stagedPoses(StagingStore.require(layout.path(complete.poses()[i]))),
                    StagingStore.require(layout.staged(Staged.PICTURES, video, start, end)));
        });
    }

    /**
     * Stages what is published of a video and would be made the same way from the same input: its poses, wherever it was cut, and its
     * segments if they are published, unchanged and cut there again; the only segment of a video is the annotated video.
     *
     * @param segments as they are to be staged, in order
     */
    public void takeOver(List<SegmentRef> segments) throws IOException {
        VideoRef video = segments.get(0).video().ref();
        Path published = layout.path(OutputLayout.poses(video));
        FileSystem files = published.getFileSystem();
        if (!files.exists(published)) {
            return;
        }
        Deque<SegmentRef> missing = new ArrayDeque<>(segments);
        TrackedFrames[] rest = new TrackedFrames[1];
        try (InputStream in = new BufferedInputStream(files.open(published))) {
            PosesFile.read(in, origin(video), (index, block) -> {
                TrackedFrames tracked = block.poses().tracked();
                rest[0] = rest[0] == null ? tracked : rest[0].and(tracked);
                takeOverPictures(video, index, block, segments);
                int known = rest[0].frames().size();
                int from = 0;
                while (!missing.isEmpty() && from + missing.element().plan().frames() <= known) {
                    SegmentRef segment = missing.remove();
                    int to = from + segment.plan().frames();
                    stage(
                            segment,
                            new Poses(rest[0].part(from, to), block.poses().processor(), null, 0));
                    from = to;
                }
                rest[0] = rest[0].part(from, known);
            });
        } catch (OutputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is not used: {}", published, e.getMessage());
        }
    }

    private void stage(SegmentRef segment, Poses poses) throws IOException {
        Path path = layout.path(layout.poses(segment, ""));
        if (!path.getFileSystem().exists(path)) {
            StagingStore.write(path, AnalyzeCodec.staged(poses));
        }
    }

    private void takeOverPictures(VideoRef video, int index, PosesFile.Segment block, List<SegmentRef> segments)
            throws IOException {
        boolean cutThere = segments.stream()
                .map(SegmentRef::plan)
                .anyMatch(plan -> plan.startPts() == block.startPts() && plan.endPts() == block.endPts());
        Path pictures = layout.staged(Staged.PICTURES, video, block.startPts(), block.endPts());
        if (!cutThere
                || block.pictures().length == 0
                || pictures.getFileSystem().exists(pictures)) {
            return;
        }
        Optional<byte[]> mp4 = segments.size() == 1
                ? onlySegment(layout.path(OutputLayout.annotated(video)))
                : StagingStore.read(layout.path(OutputLayout.segment(video, index)));
        if (mp4.isPresent()) {
            StagingStore.write(layout.staged(Staged.MP4, video, block.startPts(), block.endPts()), mp4.get());
            StagingStore.write(pictures, block.pictures());
        }
    }

    /** Whatever lies there: a segment that is not the one that was published is not used later on. */
    private Optional<byte[]> onlySegment(Path annotated) throws IOException {
        if (!annotated.getFileSystem().exists(annotated)) {
            return Optional.empty();
        }
        try {
            return Optional.of(videoFiles.onlySegment(StagingStore.source(annotated)));
        } catch (VideoException | RuntimeException e) {
            LOG.warn("{} is not used: {}", annotated, e.getMessage());
            return Optional.empty();
        }
    }

    private PosesFile.Origin origin(VideoRef video) {
        return new PosesFile.Origin(
                video.fingerprint(),
                Hashes.shortSha256(layout.keys(video).poses()),
                Hashes.shortSha256(layout.keys(video).pictures()));
    }
}
