package dev.muybridge.job.sink;

import dev.muybridge.job.model.Lines;
import dev.muybridge.job.model.Publication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What was published, as Flink metrics: the counters {@code videosDone}, {@code videosPartial} and {@code videosFailed}, and the gauge {@value #LATEST}
 * with the latest videos, a line each: number, state, frames, name, message, parted by tabs.
 */
public final class Published {
    /** The gauge's name. */
    public static final String LATEST = "latestVideos";

    private static final int KEPT = 64;

    private final MetricGroup metrics;
    private final Map<String, Counter> counters = new HashMap<>();
    private final Deque<String> latest = new ArrayDeque<>();
    private long number;

    Published(MetricGroup metrics) {
        this.metrics = metrics;
        metrics.gauge(LATEST, (Gauge<String>) this::lines);
        counter("done");
        counter("partial");
        counter("failed");
    }

    private Counter counter(String state) {
        String name = "videos" + state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
        return counters.computeIfAbsent(name, metrics::counter);
    }

    synchronized void add(Publication publication) {
        counter(publication.state()).inc();
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(String.join(
                "\t",
                Long.toString(number),
                publication.state(),
                Long.toString(publication.frames()),
                Lines.plain(publication.video().video()),
                Lines.plain(publication.message())));
        number++;
    }

    private synchronized String lines() {
        return latest.stream().collect(Collectors.joining("\n"));
    }
}
