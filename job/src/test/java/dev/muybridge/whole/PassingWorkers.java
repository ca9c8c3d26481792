package dev.muybridge.whole;

import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.Measurements;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.stage.Workers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Passes everything on, for tests that change some of it. */
class PassingWorkers implements Workers {
    private final Workers workers;

    PassingWorkers(Workers workers) {
        this.workers = workers;
    }

    @Override
    public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
        return workers.analyze(order, guard);
    }

    @Override
    public CompletableFuture<Measurements> measure(MeasureOrder order) {
        return workers.measure(order);
    }

    @Override
    public CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard) {
        return workers.annotate(order, guard);
    }

    @Override
    public int size() {
        return workers.size();
    }

    @Override
    public CallCounts counts(WorkStep step) {
        return workers.counts(step);
    }

    @Override
    public List<WorkerCall> atWork() {
        return workers.atWork();
    }

    @Override
    public void close() {
        workers.close();
    }
}
