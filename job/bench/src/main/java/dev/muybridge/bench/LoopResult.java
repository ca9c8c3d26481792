package dev.muybridge.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What one process of a loop did, as it prints it in its last line.
 *
 * @param frames how many it annotated
 * @param found in how many of them somebody was found
 * @param cpuSeconds of each step, in the process as a whole
 */
record LoopResult(long frames, long found, Map<String, Double> cpuSeconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IOException when the line is another one */
    static LoopResult parse(String line) throws IOException {
        JsonNode result = JSON.readTree(line);
        Map<String, Double> cpu = new TreeMap<>();
        result.path("cpu")
                .properties()
                .forEach(step -> cpu.put(step.getKey(), step.getValue().asDouble()));
        if (!result.path("frames").isIntegralNumber() || cpu.isEmpty()) {
            throw new IOException("a loop ends with a line of its results, was: " + line);
        }
        return new LoopResult(
                result.path("frames").asLong(), result.path("found").asLong(), cpu);
    }

    String json() throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of("frames", frames, "found", found, "cpu", cpuSeconds));
    }

    LoopResult plus(LoopResult other) {
        Map<String, Double> cpu = new TreeMap<>(cpuSeconds);
        other.cpuSeconds.forEach((step, seconds) -> cpu.merge(step, seconds, Double::sum));
        return new LoopResult(frames + other.frames, found + other.found, cpu);
    }
}
