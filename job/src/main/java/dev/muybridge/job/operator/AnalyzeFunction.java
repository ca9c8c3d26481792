package dev.muybridge.job.operator;

import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.source.Room;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;

/** {@code analyze}: has a worker find the people in a segment, and stages their poses; takes staged poses where they are valid. */
public final class AnalyzeFunction extends StepFunction<SegmentRef, PosesRef> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout layout;
    private final Room room;
    private transient SegmentAnalyzer analyzer;
    private transient Room.Taken taken;

    /** @param room here, which it tells of what it has */
    public AnalyzeFunction(Toolkit toolkit, OutputLayout layout, Room room) {
        super(toolkit, WorkStep.ANALYZE, WorkStep.ANALYZE.verb());
        this.layout = layout;
        this.room = room;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        analyzer = new SegmentAnalyzer(layout, services());
        taken = room.open(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public void close() throws Exception {
        if (taken != null) {
            taken.close();
        }
        super.close();
    }

    @Override
    CompletableFuture<List<PosesRef>> process(SegmentRef segment) {
        String path = layout.poses(segment, "");
        taken.enter();
        return reuseOr(() -> analyzer.reuse(segment, path), () -> analyze(segment, path))
                .thenApply(poses -> {
                    progress().done(SegmentDone.of(poses));
                    return List.of(poses);
                })
                .whenComplete((poses, error) -> taken.leave());
    }

    private CompletableFuture<PosesRef> analyze(SegmentRef segment, String path) {
        SegmentPlan plan = segment.plan();
        return analyzer.analyze(
                        segment, plan.analysis(), (packets, rotation) -> AnalyzeOrder.of(plan, packets, rotation))
                .thenCompose(poses -> services().onIo(() -> analyzer.stage(segment, path, poses)));
    }
}
