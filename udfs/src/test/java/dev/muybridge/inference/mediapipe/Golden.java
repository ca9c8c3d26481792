package dev.muybridge.inference.mediapipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The numbers of {@code data/golden/demo_full.json}, made by MediaPipe's own Python. */
record Golden(String videoSha256, String modelSha256, Frames.Selection selection, List<Frame> frames) {
    /**
     * @param people one per person: 33 times x, y, z, visibility, presence, world x, y, z
     */
    record Frame(long timestampMillis, String rgbSha256, List<float[][]> people) {}

    static Golden read() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Path.of("..", "data", "golden", "demo_full.json").toFile());
        List<Frame> frames = new ArrayList<>();
        for (JsonNode frame : json.get("frames")) {
            List<float[][]> people = new ArrayList<>();
            for (JsonNode person : frame.get("people")) {
                people.add(numbers(person));
            }
            frames.add(new Frame(
                    frame.get("timestamp_ms").asLong(), frame.get("rgb_sha256").asText(), List.copyOf(people)));
        }
        return new Golden(
                json.get("video_sha256").asText(),
                json.get("model_sha256").asText(),
                new Frames.Selection(
                        json.get("video").asText(),
                        frames.size(),
                        json.get("width").asInt(),
                        json.get("height").asInt()),
                List.copyOf(frames));
    }

    private static float[][] numbers(JsonNode person) {
        float[][] points = new float[person.size()][];
        for (int i = 0; i < points.length; i++) {
            JsonNode point = person.get(i);
            points[i] = new float[point.size()];
            for (int j = 0; j < points[i].length; j++) {
                points[i][j] = point.get(j).floatValue();
            }
        }
        return points;
    }
}
