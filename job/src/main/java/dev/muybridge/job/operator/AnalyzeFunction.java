package dev.muybridge.job.operator;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.source.Room;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.motion.Subject;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Style;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code analyze}: has a worker find the people in a segment, and stages their poses; takes staged poses where they are valid. In the
 * same pass the worker draws, with a guess of people's numbers, and those pictures are staged too: {@code annotate} takes them where they
 * show the right rows.
 */
public final class AnalyzeFunction extends StepFunction<SegmentRef, PosesRef> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout layout;
    private final Wanted wanted;
    private final Style style;
    private final Room room;
    private transient SegmentAnalyzer analyzer;
    private transient Room.Taken taken;

    /** @param room here, which it tells of what it has */
    public AnalyzeFunction(Toolkit toolkit, OutputLayout layout, RunOptions options, Room room) {
        super(toolkit, WorkStep.ANALYZE, WorkStep.ANALYZE.verb());
        this.layout = layout;
        this.wanted = options.wanted();
        this.style = options.style();
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
        return reuseOr(
                        () -> analyzer.reuse(segment, path).map(poses -> told(poses, false)),
                        () -> analyze(segment, path))
                .thenApply(List::of)
                .whenComplete((poses, error) -> taken.leave());
    }

    private PosesRef told(PosesRef poses, boolean drafted) {
        progress().done(SegmentDone.analysed(poses, drafted));
        return poses;
    }

    private CompletableFuture<PosesRef> analyze(SegmentRef segment, String path) {
        SegmentPlan plan = segment.plan();
        AnalyzeOrder.Draft draft = draft(segment);
        return analyzer.analyze(
                        segment,
                        plan.analysis(),
                        (packets, rotation) -> AnalyzeOrder.of(plan, packets, rotation, draft))
                .thenCompose(poses -> services().onIo(() -> {
                    Pictures pictures = poses.draft();
                    if (pictures != null) {
                        AnnotateFunction.stage(layout, segment, pictures);
                    }
                    return told(analyzer.stage(segment, path, poses), pictures != null);
                }));
    }

    /** Nothing where somebody is chosen: who that is, is known from the whole video only. */
    private AnalyzeOrder.@Nullable Draft draft(SegmentRef segment) {
        if (!wanted.subject().equals(Subject.MOST_PROMINENT)) {
            return null;
        }
        PlannedVideo video = segment.video();
        AnnotateOrder.Canvas canvas = AnnotateOrder.Canvas.of(segment.plan(), video.info());
        return new AnalyzeOrder.Draft(
                segment.plan().firstFrame(),
                video.frames(),
                canvas.size(),
                canvas.frameRate(),
                style,
                wanted.slowMotion(),
                wanted.people().most());
    }
}
