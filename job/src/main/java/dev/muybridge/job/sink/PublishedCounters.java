package dev.muybridge.job.sink;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What was published, as Flink metrics: the counters {@code videosDone}, {@code videosPartial} and {@code videosFailed}. */
final class PublishedCounters {
    private final MetricGroup metrics;
    private final Map<String, Counter> counters = new HashMap<>();

    PublishedCounters(MetricGroup metrics) {
        this.metrics = metrics;
        counter("done");
        counter("partial");
        counter("failed");
    }

    /** Counts one more in that state. */
    void add(String state) {
        counter(state).inc();
    }

    private Counter counter(String state) {
        String name = "videos" + state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
        return counters.computeIfAbsent(name, metrics::counter);
    }
}
