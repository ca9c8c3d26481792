package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalysisCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Track;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a segment analysed by a worker, and stages its poses; takes staged poses instead where they are valid. */
public final class PoseFunction extends StepFunction<SegmentRef, PosesRef> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PoseFunction.class);

    private final OutputLayout layout;
    private transient Quarantine quarantine;

    public PoseFunction(Toolkit toolkit, OutputLayout layout) {
        super(toolkit);
        this.layout = layout;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        quarantine = new Quarantine(layout);
    }

    @Override
    CompletableFuture<PosesRef> process(SegmentRef segment) {
        Path staged = layout.staged(segment.video().ref(), segment.plan().index(), "poses");
        return onIo(() -> reuse(segment, staged))
                .thenCompose(found ->
                        found.map(CompletableFuture::completedFuture).orElseGet(() -> analyze(segment, staged)))
                .thenApply(poses -> {
                    VideoRef video = segment.video().ref();
                    progress()
                            .done(
                                    video.video(),
                                    segment.video().frames(),
                                    segment.plan().frames());
                    return poses;
                });
    }

    @Override
    CallCounts calls(Workers workers) {
        return workers.analyses();
    }

    private Optional<PosesRef> reuse(SegmentRef segment, Path staged) throws Exception {
        Optional<byte[]> bytes = StagingStore.read(staged);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            PosesRef poses = reference(segment, AnalysisCodec.stagedPoses(bytes.get()), true, 0);
            boolean valid = poses.analysed().digest() == segment.plan().digest();
            return valid ? Optional.of(poses) : Optional.empty();
        } catch (CodecException e) {
            LOG.warn("{} is not used: {}", staged, e.getMessage());
            return Optional.empty();
        }
    }

    private CompletableFuture<PosesRef> analyze(SegmentRef segment, Path staged) {
        return onIo(() -> request(segment))
                .thenCompose(request -> services()
                        .workers()
                        .analyze(request, quarantine.guard(segment.video().ref())))
                .thenCompose(response -> onIo(() -> {
                    AnalysisCodec.Analysis analysis = AnalysisCodec.analysis(response);
                    StagingStore.write(staged, AnalysisCodec.staged(analysis.poses()));
                    return reference(segment, analysis.poses(), false, analysis.workMillis());
                }));
    }

    private byte[] request(SegmentRef segment) throws Exception {
        VideoRef video = segment.video().ref();
        SegmentPlan plan = segment.plan();
        PacketRun packets =
                quarantine.during(video, () -> services().videoFiles().read(FlinkFile.of(video), plan.analysis()));
        return AnalysisCodec.request(packets, segment.video().info().rotation(), plan);
    }

    private static PosesRef reference(SegmentRef segment, List<PoseFrame> poses, boolean reused, long workMillis) {
        SegmentPlan plan = segment.plan();
        FrameLedger ledger = new FrameLedger();
        Segments.own(plan, poses).forEach(frame -> ledger.add(frame.pts()));
        VideoInfo info = segment.video().info();
        List<Track> tracks = Track.of(
                poses,
                new PictureSize(info.width(), info.height()),
                new Track.Span(plan.startPts(), plan.endPts()),
                SegmentPlanner.PRE_ROLL + SegmentPlanner.OVERLAP);
        FrameCount analysed = new FrameCount(ledger.frames(), ledger.digest());
        return new PosesRef(segment, analysed, tracks.toArray(Track[]::new), reused, workMillis);
    }
}
