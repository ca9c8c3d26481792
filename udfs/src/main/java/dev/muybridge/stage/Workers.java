package dev.muybridge.stage;

import dev.muybridge.pose.VideoException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Hands work to workers and returns at once. Calls are pure and may be repeated: equal orders get equal answers, except for the
 * time spent that they report. A future fails with {@link VideoException} when the video cannot be processed, with
 * {@link WorkersLostException} when no worker can work any more, and with anything else when a worker failed on this call.
 */
public interface Workers extends AutoCloseable {
    /** Finds and follows the people in one segment; workers in this process notify {@code guard} of their native code. */
    CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard);

    /** Measures one person's track. */
    CompletableFuture<Measurements> measure(MeasureOrder order);

    /** Draws on one segment and encodes it; workers in this process notify {@code guard} of their native code. */
    CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard);

    /** How many calls are worked on at the same time. */
    int size();

    /** How the calls of that step have gone so far; may lag behind the answers by a moment. */
    CallCounts counts(WorkStep step);

    /** What those workers are working on that have a call now, in the order of their numbers; may lag by a moment. */
    List<WorkerCall> atWork();

    /** Ends the workers; calls under way fail. */
    @Override
    void close();
}
