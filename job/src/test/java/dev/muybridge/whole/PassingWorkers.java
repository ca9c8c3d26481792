package dev.muybridge.whole;

import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Workers;
import java.util.concurrent.CompletableFuture;

/** Passes everything on, for tests that change some of it. */
class PassingWorkers implements Workers {
    private final Workers workers;

    PassingWorkers(Workers workers) {
        this.workers = workers;
    }

    @Override
    public CompletableFuture<byte[]> analyze(byte[] request) {
        return workers.analyze(request);
    }

    @Override
    public CompletableFuture<byte[]> annotate(byte[] request) {
        return workers.annotate(request);
    }

    @Override
    public int size() {
        return workers.size();
    }

    @Override
    public CallCounts analyses() {
        return workers.analyses();
    }

    @Override
    public CallCounts annotations() {
        return workers.annotations();
    }

    @Override
    public void close() {
        workers.close();
    }
}
