package dev.muybridge.app;

import dev.muybridge.job.model.Lines;
import dev.muybridge.job.operator.Progress;
import dev.muybridge.job.sink.Published;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns Flink's metrics into what a listener wants to know, each finished video told once. */
final class RunMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(RunMonitor.class);

    private final FlinkMetrics metrics;
    private final RunListener listener;
    private final Set<String> told = new HashSet<>();
    private final long submitted = System.nanoTime();
    private boolean working;
    private long finished;

    RunMonitor(FlinkMetrics metrics, RunListener listener) {
        this.metrics = metrics;
        this.listener = listener;
    }

    /** Looks once. Metrics that cannot be read now are read the next time. */
    void look() throws InterruptedException {
        try {
            Map<String, String> values = metrics.read();
            values.forEach((id, value) -> {
                if (id.endsWith("." + Published.LATEST)) {
                    value.lines().forEach(this::tell);
                }
            });
            tellOfWork(values);
            if (!values.isEmpty()) {
                listener.progress(snapshot(values));
            }
        } catch (IOException e) {
            LOG.debug("no metrics now", e);
        }
    }

    private void tellOfWork(Map<String, String> values) {
        boolean now = !"0".equals(values.getOrDefault("pose." + Progress.IN_FLIGHT, "0"))
                || !"0".equals(values.getOrDefault("pose." + Progress.FRAMES, "0"));
        if (now && !working) {
            working = true;
            listener.took(RunListener.WORKERS, (System.nanoTime() - submitted) / 1e9);
        }
    }

    /** Tells of a video, unless that was done. */
    void tell(String video, String state, long frames, String message) {
        if (told.add(Lines.plain(video))) {
            finished++;
            listener.finished(video, state, frames, message);
        }
    }

    private void tell(String line) {
        List<String> parts = List.of(line.split("\t", -1));
        if (parts.size() >= 5) {
            tell(
                    parts.get(3),
                    parts.get(1),
                    Long.parseLong(parts.get(2)),
                    String.join(" ", parts.subList(4, parts.size())));
        }
    }

    private Snapshot snapshot(Map<String, String> values) {
        Map<String, Double> underWay = new HashMap<>();
        addShares(values.getOrDefault("pose." + Progress.VIDEOS, ""), underWay);
        addShares(values.getOrDefault("metrics." + Progress.VIDEOS, ""), underWay);
        long analysed = Long.parseLong(values.getOrDefault("pose." + Progress.FRAMES, "0"));
        long annotated = Long.parseLong(values.getOrDefault("metrics." + Progress.FRAMES, "0"));
        return new Snapshot(finished, analysed, annotated, underWay);
    }

    /** Analysing a frame and annotating it count the same, as they cost about the same. */
    private static void addShares(String lines, Map<String, Double> underWay) {
        lines.lines()
                .map(line -> line.split("\t", 3))
                .filter(parts -> parts.length == 3)
                .forEach(parts -> {
                    double share = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]) / 2;
                    underWay.merge(parts[2], share, Double::sum);
                });
    }
}
