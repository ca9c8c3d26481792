package dev.muybridge.job.operator;

import dev.muybridge.job.model.Lines;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.CallCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one operator has done, as Flink metrics: the counters {@code segments}, {@code frames} and {@code failures}, the meter
 * {@code framesPerSecond} over the last minute, gauges of how its calls to workers go, named as in {@link CallCounts}, and the
 * gauge {@value #VIDEOS} with the videos under way, a line each: frames done, frames altogether, name, parted by tabs.
 */
public final class Progress {
    /** The gauge's name. */
    public static final String VIDEOS = "videosUnderWay";

    /** The counter of frames. */
    public static final String FRAMES = "frames";

    /** The gauge of the calls that workers are at. */
    public static final String IN_FLIGHT = "inFlight";

    private final Counter segments;
    private final Counter frames;
    private final Failures failures;
    private final Map<String, long[]> underWay = new LinkedHashMap<>();

    /** @param calls asked by any thread */
    Progress(MetricGroup metrics, Supplier<CallCounts> calls) {
        segments = metrics.counter("segments");
        frames = metrics.counter(FRAMES);
        failures = new Failures(metrics);
        metrics.meter("framesPerSecond", new MeterView(frames));
        metrics.gauge(IN_FLIGHT, (Gauge<Integer>) () -> calls.get().inFlight());
        metrics.gauge("waiting", (Gauge<Integer>) () -> calls.get().waiting());
        metrics.gauge("retries", (Gauge<Long>) () -> calls.get().retries());
        metrics.gauge("workersLost", (Gauge<Long>) () -> calls.get().workersLost());
        metrics.gauge("workersHung", (Gauge<Long>) () -> calls.get().workersHung());
        metrics.gauge("workersRecycled", (Gauge<Long>) () -> calls.get().workersRecycled());
        metrics.gauge("busyMillis", (Gauge<Long>) () -> calls.get().busyMillis());
        metrics.gauge(VIDEOS, (Gauge<String>) this::lines);
    }

    /** A segment of {@code video}, which has {@code total} frames, is done; called by any thread. */
    synchronized void done(String video, long total, long segmentFrames) {
        segments.inc();
        frames.inc(segmentFrames);
        long[] counts = underWay.computeIfAbsent(video, name -> new long[] {0, total});
        counts[0] += segmentFrames;
        if (counts[0] >= total) {
            underWay.remove(video);
        }
    }

    /** {@code video} goes no further; called by any thread. */
    synchronized void failed(String video, FailureKind kind) {
        failures.add(kind);
        underWay.remove(video);
    }

    private synchronized String lines() {
        return underWay.entrySet().stream()
                .map(entry -> entry.getValue()[0] + "\t" + entry.getValue()[1] + "\t" + Lines.plain(entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
