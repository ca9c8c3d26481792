package dev.muybridge.job.operator;

import dev.muybridge.pose.FailureKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Failures as Flink metrics: the counter {@value #ALL}, and one of the same name for each kind, in a group whose variable
 * {@value #KIND} Prometheus gets as a label. All kinds exist from the start, so that a rate sees the first failure too.
 */
final class Failures {
    private static final String ALL = "failures";
    private static final String KIND = "kind";

    private final Counter all;
    private final Map<FailureKind, Counter> byKind = new EnumMap<>(FailureKind.class);

    Failures(MetricGroup metrics) {
        all = metrics.counter(ALL);
        for (FailureKind kind : FailureKind.values()) {
            byKind.put(kind, metrics.addGroup(KIND, kind.code()).counter(ALL));
        }
    }

    /** Counts one more; called by any thread. */
    synchronized void add(FailureKind kind) {
        all.inc();
        Objects.requireNonNull(byKind.get(kind), "each kind has its counter").inc();
    }
}
