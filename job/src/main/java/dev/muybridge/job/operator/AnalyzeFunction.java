package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Track;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code analyze}: has a worker find the people in a segment, and stages their poses; takes staged poses where they are valid. */
public final class AnalyzeFunction extends StepFunction<SegmentRef, PosesRef> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AnalyzeFunction.class);

    private final OutputLayout layout;
    private transient Quarantine quarantine;

    public AnalyzeFunction(Toolkit toolkit, OutputLayout layout) {
        super(toolkit, WorkStep.ANALYZE);
        this.layout = layout;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        quarantine = new Quarantine(layout);
    }

    @Override
    CompletableFuture<List<PosesRef>> process(SegmentRef segment) {
        SegmentPlan plan = segment.plan();
        Path staged = layout.staged(Staged.POSES, segment);
        return reuseOr(() -> reuse(segment, staged), () -> analyze(segment, staged))
                .thenApply(poses -> {
                    progress()
                            .done(segment.video().ref().video(), segment.video().frames(), plan.frames());
                    return List.of(poses);
                });
    }

    private Optional<PosesRef> reuse(SegmentRef segment, Path staged) throws Exception {
        Optional<byte[]> bytes = StagingStore.read(staged);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            PosesRef poses = reference(segment, AnalyzeCodec.stagedPoses(bytes.get()), true, 0);
            boolean valid = poses.analysed().digest() == segment.plan().digest();
            return valid ? Optional.of(poses) : Optional.empty();
        } catch (CodecException e) {
            LOG.warn("{} is not used: {}", staged, e.getMessage());
            return Optional.empty();
        }
    }

    private CompletableFuture<PosesRef> analyze(SegmentRef segment, Path staged) {
        return services()
                .onIo(() -> order(segment))
                .thenCompose(order -> services()
                        .workers()
                        .analyze(order, quarantine.guard(segment.video().ref())))
                .thenCompose(poses -> services().onIo(() -> {
                    StagingStore.write(staged, AnalyzeCodec.staged(poses.frames()));
                    return reference(segment, poses.frames(), false, poses.workMillis());
                }));
    }

    private AnalyzeOrder order(SegmentRef segment) throws Exception {
        VideoRef video = segment.video().ref();
        SegmentPlan plan = segment.plan();
        PacketRun packets =
                quarantine.during(video, () -> services().videoFiles().read(FlinkFile.of(video), plan.analysis()));
        return AnalyzeOrder.of(plan, packets, segment.video().info().rotation());
    }

    private static PosesRef reference(SegmentRef segment, List<PoseFrame> poses, boolean reused, long workMillis) {
        SegmentPlan plan = segment.plan();
        Track.Span own = new Track.Span(plan.startPts(), plan.endPts());
        FrameLedger ledger = new FrameLedger();
        poses.stream().mapToLong(PoseFrame::pts).filter(own::contains).forEach(ledger::add);
        VideoInfo info = segment.video().info();
        List<Track> tracks = Track.of(
                poses,
                new PictureSize(info.width(), info.height()),
                own,
                SegmentPlanner.PRE_ROLL + SegmentPlanner.OVERLAP);
        FrameCount analysed = new FrameCount(ledger.frames(), ledger.digest());
        return new PosesRef(segment, analysed, tracks.toArray(Track[]::new), reused, workMillis);
    }
}
