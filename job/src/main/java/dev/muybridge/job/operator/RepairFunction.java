package dev.muybridge.job.operator;

import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * {@code link-repair}: makes a video's poses those that one tracker gives that has seen all of it. Each segment was analysed by a tracker
 * that saw a few frames before it. Where that one did not remember what the tracker of the segment before did, the segment is analysed
 * again from what that one remembered, until both meet; what comes after is the same. Segments are compared in order, so that what has
 * not met by a segment's end goes on in the next one.
 */
public final class RepairFunction extends StepFunction<AnalysedVideo, AnalysedVideo> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOBODY = {};
    private static final long[] TO_THE_END = {};

    private final OutputLayout layout;
    private transient SegmentAnalyzer analyzer;

    public RepairFunction(Toolkit toolkit, OutputLayout layout) {
        super(toolkit, WorkStep.ANALYZE, Steps.REPAIR);
        this.layout = layout;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        analyzer = new SegmentAnalyzer(layout, services());
    }

    @Override
    CompletableFuture<List<AnalysedVideo>> process(AnalysedVideo video) {
        return from(1, new AnalysedVideo(video.video(), video.segments().clone()))
                .thenApply(List::of);
    }

    /** Repairs all segments from that one on, in place. */
    private CompletableFuture<AnalysedVideo> from(int first, AnalysedVideo video) {
        PosesRef[] segments = video.segments();
        int i = first;
        while (i < segments.length && begin(segments[i]).meets(end(segments[i - 1]))) {
            i++;
        }
        int place = i;
        if (place >= segments.length) {
            return CompletableFuture.completedFuture(video);
        }
        return repaired(segments, place).thenCompose(poses -> {
            segments[place] = poses.insteadOf(segments[place]);
            return from(place + 1, video);
        });
    }

    private static TrackerMark begin(PosesRef poses) {
        return poses.staged().start();
    }

    private static TrackerMark end(PosesRef poses) {
        return poses.staged().end();
    }

    /** Staged under the digest of the state that it goes on from. */
    private CompletableFuture<PosesRef> repaired(PosesRef[] segments, int place) {
        SegmentRef segment = segments[place].segment();
        String path = layout.poses(
                segment,
                String.format(Locale.ROOT, "-%016x", end(segments[place - 1]).digest()));
        return reuseOr(
                () -> analyzer.reuse(segment, path),
                () -> stateAfter(segments, place - 1)
                        .thenCompose(state -> repair(segments[place], state))
                        .thenCompose(poses -> services().onIo(() -> analyzer.stage(segment, path, poses))));
    }

    private CompletableFuture<Poses> repair(PosesRef segment, byte[] state) {
        return services().onIo(() -> analyzer.staged(segment).tracked()).thenCompose(earlier -> {
            long[] digests =
                    earlier.marks().stream().mapToLong(TrackerMark::digest).toArray();
            return analyze(segment.segment(), state, digests).thenApply(head -> {
                VideoRef video = segment.segment().video().ref();
                int frames = head.tracked().frames().size();
                long total = segment.segment().video().frames();
                progress().done(new SegmentDone(video.video(), total, frames, 0, false, false));
                return new Poses(earlier.beginningWith(head.tracked()), head.processor(), null, head.workMillis());
            });
        });
    }

    private CompletableFuture<Poses> analyze(SegmentRef segment, byte[] state, long[] digests) {
        SegmentPlan plan = segment.plan();
        AnalyzeOrder.Repair repair = new AnalyzeOrder.Repair(state, digests);
        return analyzer.analyze(
                segment,
                plan.picture(),
                (packets, rotation) -> AnalyzeOrder.repairing(plan, packets, rotation, repair));
    }

    /**
     * What the tracker of that segment remembered at its end. Poses that an earlier run has published do not have it; then the segment is
     * analysed again, from what the one before it remembered.
     */
    private CompletableFuture<byte[]> stateAfter(PosesRef[] segments, int place) {
        if (place < 0) {
            return CompletableFuture.completedFuture(NOBODY);
        }
        return services()
                .onIo(() -> analyzer.staged(segments[place]).tracked().state())
                .thenCompose(known -> known.length > 0
                        ? CompletableFuture.completedFuture(known)
                        : stateAfter(segments, place - 1)
                                .thenCompose(before -> analyze(segments[place].segment(), before, TO_THE_END))
                                .thenApply(poses -> poses.tracked().state()));
    }
}
