package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Track;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Poses;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has workers analyse segments, and stages what they answer. */
final class SegmentAnalyzer {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentAnalyzer.class);

    private final OutputLayout layout;
    private final TaskServices services;
    private final Quarantine quarantine;

    SegmentAnalyzer(OutputLayout layout, TaskServices services) {
        this.layout = layout;
        this.services = services;
        this.quarantine = new Quarantine(layout);
    }

    /** Makes an order of the packets that it needs. */
    @FunctionalInterface
    interface Orders {
        AnalyzeOrder order(PacketRun packets, int rotation);
    }

    /** The answer to an order that decodes those packets. */
    CompletableFuture<Poses> analyze(SegmentRef segment, PacketRange packets, Orders orders) {
        return services.onIo(() -> orders.order(
                        quarantine.during(
                                segment.video().ref(),
                                () -> services.videoFiles()
                                        .read(FlinkFile.of(segment.video().ref()), packets)),
                        segment.video().info().rotation()))
                .thenCompose(order -> services.workers()
                        .analyze(order, quarantine.guard(segment.video().ref())));
    }

    /** Writes poses where {@code path} is, below OUTPUT. */
    PosesRef stage(SegmentRef segment, String path, Poses poses) throws IOException {
        StagingStore.write(layout.path(path), AnalyzeCodec.staged(poses));
        return reference(segment, path, poses, false);
    }

    /** What is staged there, if those are the poses of that segment. */
    Optional<PosesRef> reuse(SegmentRef segment, String path) throws IOException {
        Optional<byte[]> bytes = StagingStore.read(layout.path(path));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            PosesRef poses = reference(segment, path, AnalyzeCodec.stagedPoses(bytes.get()), true);
            boolean valid = poses.analysed().digest() == segment.plan().digest();
            return valid ? Optional.of(poses) : Optional.empty();
        } catch (CodecException e) {
            LOG.warn("{} is not used: {}", path, e.getMessage());
            return Optional.empty();
        }
    }

    /** The poses that were staged. */
    Poses staged(PosesRef poses) throws IOException {
        return AnalyzeCodec.stagedPoses(
                StagingStore.require(layout.path(poses.staged().path())));
    }

    private static PosesRef reference(SegmentRef segment, String path, Poses poses, boolean reused) {
        TrackedFrames tracked = poses.tracked();
        List<PoseFrame> frames = tracked.frames();
        FrameLedger ledger = new FrameLedger();
        frames.forEach(frame -> ledger.add(frame.pts()));
        VideoInfo info = segment.video().info();
        List<Track> tracks = Track.of(frames, new PictureSize(info.width(), info.height()));
        return new PosesRef(
                segment,
                new FrameCount(ledger.frames(), ledger.digest()),
                tracks.toArray(Track[]::new),
                new PosesRef.StagedPoses(path, tracked.start(), tracked.end(), tracked.tracks(), poses.processor()),
                reused,
                poses.workMillis());
    }
}
