package dev.muybridge.job.operator;

import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.progress.StepProgressAccumulator;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.CallCounts;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one operator has done, as Flink metrics: the counters {@code segments}, {@code frames} and {@code failures}, the meter
 * {@code framesPerSecond} over the last minute, and gauges of its calls to workers, named as in {@link CallCounts}. An
 * accumulator reports to the program that runs the job.
 */
final class Progress {
    private final Counter segments;
    private final Counter frames;
    private final Failures failures;
    private final StepProgressAccumulator told;

    /**
     * @param calls called by any thread
     * @param told receives each segment and video
     */
    Progress(MetricGroup metrics, Supplier<CallCounts> calls, StepProgressAccumulator told) {
        this.told = told;
        segments = metrics.counter("segments");
        frames = metrics.counter("frames");
        failures = new Failures(metrics);
        metrics.meter("framesPerSecond", new MeterView(frames));
        metrics.gauge("inFlight", (Gauge<Integer>) () -> calls.get().inFlight());
        metrics.gauge("waiting", (Gauge<Integer>) () -> calls.get().waiting());
        metrics.gauge("retries", (Gauge<Long>) () -> calls.get().retries());
        metrics.gauge("workersLost", (Gauge<Long>) () -> calls.get().workersLost());
        metrics.gauge("workersHung", (Gauge<Long>) () -> calls.get().workersHung());
        metrics.gauge("workersRecycled", (Gauge<Long>) () -> calls.get().workersRecycled());
        metrics.gauge("busyMillis", (Gauge<Long>) () -> calls.get().busyMillis());
    }

    /** Called by any thread. */
    synchronized void done(SegmentDone segment) {
        segments.inc();
        frames.inc(segment.frames());
        told.add(segment);
    }

    /** {@code video} goes no further; called by any thread. */
    synchronized void failed(String video, FailureKind kind) {
        failures.add(kind);
        told.end(video);
    }

    /** No worker is called any more. */
    void close() {
        told.close();
    }
}
