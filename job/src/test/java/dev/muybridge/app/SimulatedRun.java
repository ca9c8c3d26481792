package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.Published;
import dev.muybridge.job.progress.PublishedVideo;
import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.progress.StepProgressAccumulator;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/** A run that needs no workers: calls take the time that they would, and the job reports what a real one would. */
final class SimulatedRun {
    private static final double TICK = 0.25;
    private static final double START = 9;
    private static final double TO_PUBLISH = 2;

    private final List<Video> toDo;
    private final int workers;
    private final @Nullable Call[] slots;
    private final Deque<Video> unseen;
    private final List<Call> waiting = new ArrayList<>();
    private final Map<String, StepProgressAccumulator> steps = new HashMap<>();
    private final Map<String, Double> busy = new HashMap<>();
    private final List<PublishedVideo> published = new ArrayList<>();
    private double now;

    /**
     * A video.
     *
     * @param bytes its size
     * @param segments frames of each
     * @param how what it costs and what becomes of it
     */
    record Video(String name, long bytes, int[] segments, How how, State state) {
        Video(String name, long bytes, int[] segments, How how) {
            this(name, bytes, segments, how, new State());
        }

        long frames() {
            return Arrays.stream(segments).sum();
        }
    }

    /**
     * @param analyze what a frame costs there, ms
     * @param annotate what a frame costs there, ms; 0 if drafts are right
     * @param drafted whether the analysis drafts it
     */
    record How(double analyze, double annotate, boolean drafted, Fate fate) {
        How(double analyze, double annotate, Fate fate) {
            this(analyze, annotate, annotate == 0, fate);
        }
    }

    /**
     * @param failsIn a step, or nothing
     * @param repaired frames that are analysed again
     * @param analysedBefore of how many segments an earlier run has left the poses
     */
    record Fate(String failsIn, int repaired, int analysedBefore) {
        static final Fate GOOD = new Fate("", 0, 0);
    }

    private static final class State {
        private final BitSet posesStaged = new BitSet();
        private final BitSet picturesStaged = new BitSet();
        private int analysed;
        private int annotated;
        private double readyToPublish = Double.POSITIVE_INFINITY;
        private boolean isFailed;
        private boolean isPublished;
    }

    private static final class Call {
        private final WorkStep step;
        private final String operator;
        private final Video video;
        private final int segment;
        private final int frames;
        private final double millis;
        private double spent;

        private Call(WorkStep step, String operator, Video video, int segment) {
            this.step = step;
            this.operator = operator;
            this.video = video;
            this.segment = segment;
            this.frames = operator.equals(Steps.REPAIR) ? video.how.fate.repaired : video.segments[segment];
            this.millis = frames * (step == WorkStep.ANALYZE ? video.how.analyze : video.how.annotate);
        }
    }

    SimulatedRun(List<Video> toDo, int workers) {
        this.toDo = toDo;
        this.workers = workers;
        this.slots = new Call[workers];
        this.unseen = new ArrayDeque<>(toDo);
        restart();
    }

    double now() {
        return now;
    }

    Map<String, Long> bytes() {
        Map<String, Long> bytes = new HashMap<>();
        toDo.forEach(video -> bytes.put(video.name, video.bytes));
        return bytes;
    }

    List<PublishedVideo> published() {
        return published;
    }

    boolean isOver() {
        return published.size() == toDo.size();
    }

    /** The job starts anew, as after a crash of its process: calls under way are lost, and what is staged is used again. */
    void restart() {
        for (String step : List.of(Steps.ANALYZE, Steps.REPAIR, Steps.MEASURE, Steps.ANNOTATE)) {
            steps.put(step, new StepProgressAccumulator(step, () -> atWork(step)));
        }
        busy.clear();
        Arrays.fill(slots, null);
        waiting.clear();
        List<Video> open = toDo.stream()
                .filter(video -> !video.state.isPublished && !unseen.contains(video))
                .toList();
        for (Video video : open) {
            video.state.readyToPublish = Double.POSITIVE_INFINITY;
            video.state.isFailed = false;
            begin(video);
        }
    }

    private void begin(Video video) {
        video.state.analysed = 0;
        video.state.annotated = 0;
        if (video.how.fate.failsIn.equals("plan")) {
            fail(video);
            return;
        }
        for (int i = 0; i < video.segments.length; i++) {
            if (!video.state.posesStaged.get(i)) {
                waiting.add(new Call(WorkStep.ANALYZE, Steps.ANALYZE, video, i));
            }
        }
        video.state.posesStaged.stream().forEach(i -> analysed(video, i, true));
    }

    /** Some time passes. */
    void tick() {
        now += TICK;
        if (now < START) {
            return;
        }
        long ahead =
                waiting.stream().filter(call -> call.step == WorkStep.ANALYZE).count();
        while (ahead < 2L * workers && !unseen.isEmpty()) {
            Video video = unseen.pop();
            video.state.posesStaged.set(0, video.how.fate.analysedBefore);
            begin(video);
            ahead = waiting.stream()
                    .filter(call -> call.step == WorkStep.ANALYZE)
                    .count();
        }
        for (int i = 0; i < workers; i++) {
            work(i, TICK * 1000);
        }
        for (Video video : toDo) {
            if (!video.state.isPublished && now >= video.state.readyToPublish) {
                video.state.isPublished = true;
                boolean failed = video.state.isFailed;
                published.add(
                        new PublishedVideo(video.name, failed ? "failed" : "done", failed ? 0 : video.frames(), ""));
            }
        }
    }

    private void work(int slot, double millis) {
        double left = millis;
        while (left > 0) {
            if (slots[slot] == null) {
                slots[slot] = next();
            }
            Call call = slots[slot];
            if (call == null) {
                return;
            }
            double spent = Math.min(left, call.millis - call.spent);
            call.spent += spent;
            left -= spent;
            busy.merge(call.step.verb(), spent, Double::sum);
            if (call.spent >= call.millis - 1e-9) {
                slots[slot] = null;
                ended(call);
            }
        }
    }

    private @Nullable Call next() {
        for (WorkStep step : List.of(WorkStep.ANNOTATE, WorkStep.MEASURE, WorkStep.ANALYZE)) {
            for (Call call : waiting) {
                if (call.step == step) {
                    waiting.remove(call);
                    return call;
                }
            }
        }
        return null;
    }

    private void ended(Call call) {
        if (call.video.state.isFailed) {
            return;
        }
        if (call.operator.equals(Steps.ANALYZE)) {
            if (call.video.how.fate.failsIn.equals(Steps.ANALYZE)) {
                step(Steps.ANALYZE).end(call.video.name);
                fail(call.video);
            } else {
                analysed(call.video, call.segment, false);
            }
        } else if (call.operator.equals(Steps.REPAIR)) {
            step(Steps.REPAIR).add(new SegmentDone(call.video.name, call.video.frames(), call.frames, 0, false, false));
            linked(call.video);
        } else {
            annotated(call.video, call.segment, false);
        }
    }

    private void analysed(Video video, int segment, boolean reused) {
        step(Steps.ANALYZE)
                .add(new SegmentDone(
                        video.name,
                        video.frames(),
                        video.segments[segment],
                        sights(video, segment),
                        reused,
                        !reused && video.how.drafted));
        video.state.posesStaged.set(segment);
        video.state.analysed++;
        if (video.state.analysed == video.segments.length) {
            if (video.how.fate.repaired > 0) {
                waiting.add(new Call(WorkStep.ANALYZE, Steps.REPAIR, video, 0));
            } else {
                linked(video);
            }
        }
    }

    /** As many as make the analysis cost what it does on the machine that {@link Steps} is about. */
    private static long sights(Video video, int segment) {
        return Math.round(video.segments[segment] * Math.max(0, (video.how.analyze - 8) / 42));
    }

    private void linked(Video video) {
        step(Steps.MEASURE).add(new SegmentDone(video.name, video.frames(), video.frames(), 0, false, false));
        for (int i = 0; i < video.segments.length; i++) {
            if (video.state.picturesStaged.get(i) || video.how.annotate == 0) {
                annotated(video, i, true);
            } else {
                waiting.add(new Call(WorkStep.ANNOTATE, Steps.ANNOTATE, video, i));
            }
        }
    }

    private void annotated(Video video, int segment, boolean reused) {
        step(Steps.ANNOTATE)
                .add(new SegmentDone(video.name, video.frames(), video.segments[segment], 0, reused, false));
        video.state.picturesStaged.set(segment);
        video.state.annotated++;
        if (video.state.annotated == video.segments.length) {
            video.state.readyToPublish = now + TO_PUBLISH;
        }
    }

    private void fail(Video video) {
        video.state.isFailed = true;
        video.state.readyToPublish = now + TO_PUBLISH;
        waiting.removeIf(call -> call.video.equals(video));
    }

    private StepProgressAccumulator step(String name) {
        return Objects.requireNonNull(steps.get(name), name);
    }

    private StepProgress.AtWork atWork(String operator) {
        WorkStep step = operator.equals(Steps.REPAIR) ? WorkStep.ANALYZE : verb(operator);
        List<WorkerCall> calls = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Call call = slots[i];
            if (call != null && call.step == step) {
                calls.add(new WorkerCall(i, step, call.video.name, Math.round(call.spent)));
            }
        }
        return new StepProgress.AtWork(!calls.isEmpty(), Math.round(busy.getOrDefault(step.verb(), 0.0)), calls);
    }

    private static WorkStep verb(String operator) {
        return Arrays.stream(WorkStep.values())
                .filter(step -> step.verb().equals(operator))
                .findFirst()
                .orElseThrow();
    }

    /** What the job reports now. */
    JobProgress progress() {
        Map<String, Object> told = new HashMap<>();
        steps.forEach((name, step) -> {
            try {
                told.put(
                        JobProgress.stepName(name),
                        InstantiationUtil.clone(step).getLocalValue());
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
        int first = Math.max(0, published.size() - 64);
        told.put(
                JobProgress.publishedName(),
                new Published(published.size(), published.subList(first, published.size())));
        return JobProgress.of(told);
    }
}
