package dev.muybridge.job.poses;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.Hashes;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts a video's staged poses to published ones, and back. */
public final class PublishedPoses {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedPoses.class);

    private final OutputLayout layout;

    public PublishedPoses(OutputLayout layout) {
        this.layout = layout;
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
                    AnalyzeCodec.stagedPoses(StagingStore.require(layout.staged(Staged.POSES, video, start, end))),
                    StagingStore.require(layout.staged(Staged.PICTURES, video, start, end)));
        });
    }

    /**
     * Stages what is published of {@code video} and would be made the same way from the same input: its poses, and its segments
     * if they are published and unchanged.
     */
    public void takeOver(VideoRef video) throws IOException {
        Path published = layout.path(OutputLayout.poses(video));
        FileSystem files = published.getFileSystem();
        if (!files.exists(published)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(files.open(published))) {
            PosesFile.read(in, origin(video), (index, segment) -> takeOver(video, index, segment));
        } catch (OutputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is not used: {}", published, e.getMessage());
        }
    }

    private void takeOver(VideoRef video, int index, PosesFile.Segment segment) throws IOException {
        Path poses = layout.staged(Staged.POSES, video, segment.startPts(), segment.endPts());
        if (!poses.getFileSystem().exists(poses)) {
            StagingStore.write(poses, AnalyzeCodec.staged(segment.poses()));
        }
        Path pictures = layout.staged(Staged.PICTURES, video, segment.startPts(), segment.endPts());
        if (segment.pictures().length > 0 && !pictures.getFileSystem().exists(pictures)) {
            takeOverPictures(video, index, segment);
        }
    }

    private void takeOverPictures(VideoRef video, int index, PosesFile.Segment segment) throws IOException {
        Optional<byte[]> mp4 = StagingStore.read(layout.path(OutputLayout.segment(video, index)));
        if (mp4.isEmpty()) {
            return;
        }
        StagingStore.write(layout.staged(Staged.MP4, video, segment.startPts(), segment.endPts()), mp4.get());
        StagingStore.write(
                layout.staged(Staged.PICTURES, video, segment.startPts(), segment.endPts()), segment.pictures());
    }

    private PosesFile.Origin origin(VideoRef video) {
        return new PosesFile.Origin(
                video.fingerprint(),
                Hashes.shortSha256(layout.keys().poses()),
                Hashes.shortSha256(layout.keys().pictures()));
    }
}
