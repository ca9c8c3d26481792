package dev.muybridge.job.operator;

import dev.muybridge.job.model.Lines;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one operator has done, as Flink metrics: the counters {@code segments}, {@code frames} and {@code failures}, and the gauge
 * {@value #VIDEOS} with the videos under way, a line each: frames done, frames altogether, name, parted by tabs.
 */
public final class Progress {
    /** The gauge's name. */
    public static final String VIDEOS = "videosUnderWay";

    /** The counter of frames. */
    public static final String FRAMES = "frames";

    private final Counter segments;
    private final Counter frames;
    private final Counter failures;
    private final Map<String, long[]> underWay = new LinkedHashMap<>();

    Progress(MetricGroup metrics) {
        segments = metrics.counter("segments");
        frames = metrics.counter(FRAMES);
        failures = metrics.counter("failures");
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
    synchronized void failed(String video) {
        failures.inc();
        underWay.remove(video);
    }

    private synchronized String lines() {
        return underWay.entrySet().stream()
                .map(entry -> entry.getValue()[0] + "\t" + entry.getValue()[1] + "\t" + Lines.plain(entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
