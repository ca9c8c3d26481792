package dev.muybridge.stage;

import java.util.concurrent.CompletableFuture;

/**
 * Hands work to workers and returns at once. Calls are pure and may be repeated: equal
 * requests get equal answers, but for the time spent that they report. A video that
 * cannot be processed is an answer (see {@code WorkFailure}); a future fails only when a worker itself did.
 */
public interface Workers extends AutoCloseable {
    /** Poses of one segment: an {@code AnalyzeRequest} in, an {@code AnalyzeResponse} out. */
    CompletableFuture<byte[]> analyze(byte[] request);

    /** Metrics and pictures of one segment: an {@code AnnotateRequest} in, an {@code AnnotateResponse} out. */
    CompletableFuture<byte[]> annotate(byte[] request);

    /** As {@link #analyze(byte[])}; workers that are in this process tell {@code guard} of their native code. */
    default CompletableFuture<byte[]> analyze(byte[] request, NativeGuard guard) {
        return analyze(request);
    }

    /** As {@link #annotate(byte[])}; workers that are in this process tell {@code guard} of their native code. */
    default CompletableFuture<byte[]> annotate(byte[] request, NativeGuard guard) {
        return annotate(request);
    }

    /** How many calls are worked on at the same time. */
    int size();

    /** How {@link #analyze} has gone so far; may follow the answers by a moment. */
    CallCounts analyses();

    /** How {@link #annotate} has gone so far; may follow the answers by a moment. */
    CallCounts annotations();

    /** Ends the workers; calls under way fail. */
    @Override
    void close();
}
