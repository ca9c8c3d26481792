package dev.muybridge.job.operator;

import dev.muybridge.motion.Measures;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.stage.Measurements;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.stage.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Workers that answer as a test says, and count how often they are called. They measure as real ones do, unless told otherwise. */
final class FakeWorkers implements Workers {
    private final Map<WorkStep, Integer> calls = new ConcurrentHashMap<>();
    private volatile Function<AnalyzeOrder, CompletableFuture<Poses>> analyze = order -> unused();
    private volatile Function<AnnotateOrder, CompletableFuture<Pictures>> annotate = order -> unused();
    private volatile Function<MeasureOrder, CompletableFuture<Measurements>> measure =
            order -> CompletableFuture.completedFuture(new MeasureStage(Measures.STANDARD).measure(order));

    private static <T> CompletableFuture<T> unused() {
        return CompletableFuture.failedFuture(new IllegalStateException("not used"));
    }

    void analyzeAs(Function<AnalyzeOrder, CompletableFuture<Poses>> answer) {
        analyze = answer;
    }

    void measureAs(Function<MeasureOrder, CompletableFuture<Measurements>> answer) {
        measure = answer;
    }

    void annotateAs(Function<AnnotateOrder, CompletableFuture<Pictures>> answer) {
        annotate = answer;
    }

    /** How many calls there were of that step. */
    int calls(WorkStep step) {
        return calls.getOrDefault(step, 0);
    }

    /** Waits until there were that many. */
    void awaitCalls(WorkStep step, int number) {
        Awaitility.await().until(() -> calls(step) >= number);
    }

    private void count(WorkStep step) {
        calls.merge(step, 1, Integer::sum);
    }

    @Override
    public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
        count(WorkStep.ANALYZE);
        return analyze.apply(order);
    }

    @Override
    public CompletableFuture<Measurements> measure(MeasureOrder order) {
        count(WorkStep.MEASURE);
        return measure.apply(order);
    }

    @Override
    public CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard) {
        count(WorkStep.ANNOTATE);
        return annotate.apply(order);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public CallCounts counts(WorkStep step) {
        return new CallCounts(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public List<WorkerCall> atWork() {
        return List.of();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
