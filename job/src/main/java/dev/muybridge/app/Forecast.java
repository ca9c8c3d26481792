package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.stage.WorkerCall;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How much of a run's work is done, and how long the rest will take. Work is frames in each step, at what a frame costs there; what an
 * earlier run has done is no work, nor is drawing what was drafted. Of a video that nobody has looked into, only the size is known: it is
 * taken to have as many frames for its size as the others.
 */
final class Forecast {
    /** How many frames a step has to have done before its measured cost counts for half. */
    private static final double FRAMES_TO_TRUST = 60;

    /** The share is not shown as complete before it is. */
    private static final double MOST_BEFORE_THE_END = 0.999;

    private final Map<String, Long> bytes;
    private final Map<String, UnderWay> underWay = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, StepWork> steps = new HashMap<>();
    private long knownBytes;
    private long knownFrames;
    private long waitingBytes;
    private long waiting;
    private long joined;
    private double people = Steps.USUAL_PEOPLE;
    private double drafted;
    private double begun = Double.NaN;
    private double share;
    private OptionalDouble secondsLeft = OptionalDouble.empty();
    private double framesPerSecond;

    /** @param bytes of each video that is to be done, by its name */
    Forecast(Map<String, Long> bytes) {
        this.bytes = Map.copyOf(bytes);
        this.waitingBytes = bytes.values().stream().mapToLong(Long::longValue).sum();
        this.waiting = bytes.size();
    }

    /** A video under way. */
    private static final class UnderWay {
        private final Map<String, Double> shares = new HashMap<>();
        private long frames;

        double left(String step) {
            return frames * (1 - shares.getOrDefault(step, 0.0));
        }
    }

    /** {@code video} has its row, with that many frames, or 0 if it failed. */
    void end(String video, long frames) {
        know(video, frames);
        underWay.remove(video);
        joined += frames;
    }

    /**
     * Takes in what the job reports.
     *
     * @param untold how many videos have their row without having been named
     * @param seconds a clock's
     */
    void see(JobProgress progress, long untold, double seconds) {
        StepProgress analyze = progress.steps().get(Steps.ANALYZE);
        if (analyze != null && analyze.done().frames() > 0) {
            people = (double) analyze.done().sights() / analyze.done().frames();
        }
        withRepairs(progress.steps()).values().forEach(this::take);
        if (Double.isNaN(begun)
                && progress.steps().values().stream()
                        .anyMatch(step -> step.workers().begun())) {
            begun = seconds;
        }
        Map<String, Double> costs = costs();
        drafted = drafted();
        double unseen = waitingFrames(untold);
        double done = joined * cost(costs, Steps.JOIN);
        double left = (unseen + framesUnderWay()) * cost(costs, Steps.JOIN);
        for (String name : List.of(Steps.ANALYZE, Steps.MEASURE, Steps.ANNOTATE)) {
            StepWork step = work(name);
            double frames = unseen * (step.done().frames() == 0 ? shareToDo(name) : step.shareOfWork());
            for (UnderWay video : underWay.values()) {
                frames += video.left(name) * shareToDo(name);
            }
            double partly = Math.min(frames, step.partly(cost(costs, name)));
            done += cost(costs, name) * (step.done().worked() + partly);
            left += cost(costs, name) * (frames - partly);
        }
        tell(done, left, costs, seconds);
    }

    /** To repair is to analyse again: work that comes on top, done by the same workers. */
    private static Map<String, StepProgress> withRepairs(Map<String, StepProgress> steps) {
        StepProgress analyze = steps.get(Steps.ANALYZE);
        StepProgress repair = steps.get(Steps.REPAIR);
        if (analyze == null || repair == null) {
            return steps;
        }
        // Both report the same workers; the one that has ended does so no more.
        boolean ended = repair.workers().busyMillis() > analyze.workers().busyMillis();
        Map<String, StepProgress> all = new HashMap<>(steps);
        all.remove(Steps.REPAIR);
        all.put(
                Steps.ANALYZE,
                new StepProgress(
                        Steps.ANALYZE,
                        analyze.done().plus(repair.done()),
                        (ended ? repair : analyze).workers(),
                        analyze.videos()));
        return all;
    }

    private void tell(double done, double left, Map<String, Double> costs, double seconds) {
        boolean over = waiting == 0 && underWay.isEmpty();
        if (over) {
            share = 1;
        } else if (done > 0) {
            share = Math.max(share, Math.min(MOST_BEFORE_THE_END, done / (done + left)));
        }
        double worked = seconds - begun;
        if (worked > 0 && done > 0) {
            double aFrame = aFrame(costs);
            framesPerSecond = done / aFrame / worked;
            secondsLeft = OptionalDouble.of(over ? 0 : left / done * worked);
        }
    }

    /** What a frame costs in all steps. */
    private double aFrame(Map<String, Double> costs) {
        double sum = 0;
        for (Map.Entry<String, Double> step : costs.entrySet()) {
            sum += step.getValue() * shareToDo(step.getKey());
        }
        return sum;
    }

    /** Of how many of the frames that are analysed this run has drafted the pictures, 0..1. */
    private double drafted() {
        StepProgress.Done analysed = work(Steps.ANALYZE).done();
        return analysed.frames() == 0 ? 0 : (double) analysed.drafted() / analysed.frames();
    }

    /** What is drafted need not be drawn, unless drafts turn out to be wrong. */
    private double shareToDo(String step) {
        if (!step.equals(Steps.ANNOTATE)) {
            return 1;
        }
        StepWork annotate = work(Steps.ANNOTATE);
        double wrong = annotate.done().frames() == 0 ? 0 : annotate.shareOfWork();
        return Math.max(1 - drafted, wrong);
    }

    /** 0..1; never falls. */
    double share() {
        return share;
    }

    /** Nothing until work has been measured. */
    OptionalDouble secondsLeft() {
        return secondsLeft;
    }

    /** Frames that go through all steps in a second. */
    double framesPerSecond() {
        return framesPerSecond;
    }

    /** How much of each video under way is done, 0..1. */
    Map<String, Double> underWay() {
        Map<String, Double> costs = costs();
        double all = aFrame(costs);
        Map<String, Double> told = new HashMap<>();
        underWay.forEach((video, state) -> {
            double sum = 0;
            for (Map.Entry<String, Double> step : state.shares.entrySet()) {
                sum += cost(costs, step.getKey()) * shareToDo(step.getKey()) * step.getValue();
            }
            told.put(video, sum / all);
        });
        return told;
    }

    /** A step forgets videos that it is done with, and a restarted job repeats work; neither takes back what was reported. */
    private void take(StepProgress step) {
        work(step.step()).see(step);
        step.videos().forEach((video, frames) -> {
            if (!known.contains(video)) {
                know(video, frames.total());
                underWay.put(video, new UnderWay());
            }
            UnderWay state = underWay.get(video);
            if (state != null) {
                state.frames = Math.max(state.frames, frames.total());
                state.shares.merge(step.step(), frames.share(), Math::max);
            }
        });
    }

    private void know(String video, long frames) {
        if (known.add(video)) {
            long size = bytes.getOrDefault(video, 0L);
            waiting = Math.max(0, waiting - 1);
            waitingBytes -= size;
            if (frames > 0) {
                knownBytes += size;
                knownFrames += frames;
            }
        }
    }

    /** Of videos that have not been named, those that are done are taken for average. */
    private double waitingFrames(long untold) {
        if (knownBytes == 0 || waiting == 0) {
            return 0;
        }
        double open = Math.max(0, waiting - untold) / (double) waiting;
        return open * waitingBytes * knownFrames / knownBytes;
    }

    private double framesUnderWay() {
        return underWay.values().stream().mapToLong(video -> video.frames).sum();
    }

    private StepWork work(String step) {
        return steps.computeIfAbsent(step, name -> new StepWork());
    }

    private static double cost(Map<String, Double> costs, String step) {
        return costs.getOrDefault(step, 0.0);
    }

    /**
     * What a frame costs in each step, ms: as measured, and before that as usual, on a machine as fast as this one has shown itself in the
     * other steps.
     */
    private Map<String, Double> costs() {
        Map<String, Double> usual = Steps.millisAFrame(people);
        double expected = 0;
        double measured = 0;
        for (Map.Entry<String, StepWork> step : steps.entrySet()) {
            expected += step.getValue().done().worked() * cost(usual, step.getKey());
            measured += step.getValue().endedMillis();
        }
        double speed = expected > 0 && measured > 0 ? measured / expected : 1;
        Map<String, Double> costs = new HashMap<>();
        usual.forEach((name, millis) -> {
            StepWork step = work(name);
            costs.put(
                    name,
                    (step.endedMillis() + FRAMES_TO_TRUST * millis * speed)
                            / (step.done().worked() + FRAMES_TO_TRUST));
        });
        return costs;
    }

    /** What one step has done and what it took, over restarts of the job. */
    private static final class StepWork {
        private StepProgress.Done earlier = StepProgress.Done.NOTHING;
        private StepProgress.Done latest = StepProgress.Done.NOTHING;
        private long earlierMillis;
        private long latestMillis;
        private List<WorkerCall> calls = List.of();

        void see(StepProgress step) {
            if (step.done().frames() < latest.frames()) {
                earlier = earlier.plus(latest);
                earlierMillis += latestMillis;
            }
            latest = step.done();
            calls = step.workers().calls();
            latestMillis = step.workers().busyMillis()
                    - calls.stream().mapToLong(WorkerCall::millis).sum();
        }

        StepProgress.Done done() {
            return earlier.plus(latest);
        }

        /** What calls took that have ended. */
        long endedMillis() {
            return done().worked() == 0 ? 0 : Math.max(0, earlierMillis + latestMillis);
        }

        /** How much of what comes has to be done here, because it is not there already, 0..1. */
        double shareOfWork() {
            return (double) done().worked() / done().frames();
        }

        /** Frames of the calls under way that are done, if {@code cost} ms are spent on each; never more than segments have. */
        double partly(double cost) {
            if (done().segments() == 0) {
                return 0;
            }
            double most = (double) done().worked() / done().segments();
            return calls.stream()
                    .mapToDouble(call -> Math.min(most, call.millis() / cost))
                    .sum();
        }
    }
}
