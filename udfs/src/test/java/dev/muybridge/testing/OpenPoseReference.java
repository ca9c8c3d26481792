package dev.muybridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muybridge.motion.Keypoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** OpenPose's keypoints of the single-person trial ({@code data/openpose_*.json}). */
public final class OpenPoseReference {
    private OpenPoseReference() {}

    /** The keypoints of that view, {@code cam01} or {@code cam02}. */
    public static Keypoints of(String view) throws IOException {
        Path file = Path.of("..", "data", "openpose_" + view + ".json");
        List<Map<Integer, Keypoints.Keypoint>> frames = new ArrayList<>();
        for (JsonNode frame : new ObjectMapper().readTree(file.toFile()).get("frames")) {
            Map<Integer, Keypoints.Keypoint> joints = new TreeMap<>();
            for (Map.Entry<String, JsonNode> joint : frame.properties()) {
                JsonNode values = joint.getValue();
                Keypoints.Keypoint keypoint = new Keypoints.Keypoint(
                        values.get(0).asDouble(),
                        values.get(1).asDouble(),
                        values.get(2).asDouble());
                joints.put(Integer.valueOf(joint.getKey()), keypoint);
            }
            frames.add(joints);
        }
        return new Keypoints(frames);
    }
}
