package dev.muybridge.app;

import dev.muybridge.job.operator.Progress;
import dev.muybridge.job.sink.Published;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Reads the job's own metrics over Flink's REST interface, the same way for a cluster in this process and any other. */
final class FlinkMetrics {
    private static final List<String> OURS = List.of(
            ".pose." + Progress.VIDEOS,
            ".pose." + Progress.FRAMES,
            ".pose." + Progress.IN_FLIGHT,
            ".metrics." + Progress.VIDEOS,
            ".metrics." + Progress.FRAMES,
            "." + Published.LATEST);

    private final FlinkRest client = new FlinkRest();
    private final String job;
    private final List<String> queries = new ArrayList<>();

    /** @param rest address of Flink's REST interface */
    FlinkMetrics(URI rest, String jobId) {
        this.job = rest + "/jobs/" + jobId;
    }

    /** The metrics that operators have registered so far, by {@code operator.metric}. */
    Map<String, String> read() throws IOException, InterruptedException {
        if (queries.isEmpty()) {
            findMetrics();
        }
        Map<String, String> values = new HashMap<>();
        for (String query : queries) {
            for (JsonNode metric : client.get(query)) {
                String id = metric.path("id").asText();
                values.put(
                        id.substring(id.indexOf('.') + 1), metric.path("value").asText());
            }
        }
        return values;
    }

    private void findMetrics() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        Set<String> missing = new HashSet<>(OURS);
        for (JsonNode vertex : client.get(job).path("vertices")) {
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/metrics";
            List<String> wanted = new ArrayList<>();
            for (JsonNode metric : client.get(metrics)) {
                String id = metric.path("id").asText();
                if (isOurs(id)) {
                    wanted.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
                    missing.removeIf(id::endsWith);
                }
            }
            if (!wanted.isEmpty()) {
                found.add(metrics + "?get=" + String.join(",", wanted));
            }
        }
        // Operators open one after another, those that start workers last.
        if (missing.isEmpty()) {
            queries.addAll(found);
        }
    }

    private static boolean isOurs(String id) {
        return OURS.stream().anyMatch(id::endsWith);
    }
}
