package dev.muybridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * OpenPose's keypoints of one view of the single-person trial ({@code data/openpose_*.json}), to score landmarks with.
 *
 * @param frames per frame, MediaPipe's landmark index to the keypoint
 */
public record OpenPoseReference(List<Map<Integer, Keypoint>> frames) {
    private static final double MIN_CONFIDENCE = 0.3;
    private static final double TORSO_FRACTION = 0.2;
    private static final int LEFT_SHOULDER = 11;
    private static final int LEFT_HIP = 23;

    /**
     * Where OpenPose saw a joint.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param confidence 0..1
     */
    public record Keypoint(double x, double y, double confidence) {}

    public OpenPoseReference {
        frames = List.copyOf(frames);
    }

    /** The reference of that view, {@code cam01} or {@code cam02}. */
    public static OpenPoseReference of(String view) throws IOException {
        Path file = Path.of("..", "data", "openpose_" + view + ".json");
        List<Map<Integer, Keypoint>> frames = new ArrayList<>();
        for (JsonNode frame : new ObjectMapper().readTree(file.toFile()).get("frames")) {
            Map<Integer, Keypoint> joints = new TreeMap<>();
            for (Map.Entry<String, JsonNode> joint : frame.properties()) {
                JsonNode values = joint.getValue();
                Keypoint keypoint = new Keypoint(
                        values.get(0).asDouble(),
                        values.get(1).asDouble(),
                        values.get(2).asDouble());
                joints.put(Integer.valueOf(joint.getKey()), keypoint);
            }
            frames.add(joints);
        }
        return new OpenPoseReference(frames);
    }

    /**
     * PCK@0.2: the fraction of joints that OpenPose saw with confidence of at least 0.3 and that the first person's landmark hits, with
     * an error under 0.2 of the frame's torso (OpenPose's mid-shoulder to mid-hip, of whatever confidence). A frame without a person
     * misses them all.
     *
     * @param poses one for each frame, in order
     * @param picture size of the upright picture
     */
    public double pck(List<PoseFrame> poses, PictureSize picture) {
        if (poses.size() != frames.size()) {
            throw new IllegalArgumentException(
                    "the reference has " + frames.size() + " frames, the poses " + poses.size());
        }
        int joints = 0;
        int hits = 0;
        for (int i = 0; i < poses.size(); i++) {
            List<Person> people = poses.get(i).people();
            double reach = TORSO_FRACTION * torso(frames.get(i));
            for (Map.Entry<Integer, Keypoint> joint : frames.get(i).entrySet()) {
                Keypoint truth = joint.getValue();
                if (truth.confidence() >= MIN_CONFIDENCE) {
                    joints++;
                    hits += !people.isEmpty()
                                    && distance(
                                                    truth,
                                                    people.get(0)
                                                            .pose()
                                                            .landmarks()
                                                            .get(joint.getKey()),
                                                    picture)
                                            < reach
                            ? 1
                            : 0;
                }
            }
        }
        return (double) hits / joints;
    }

    private static double torso(Map<Integer, Keypoint> frame) {
        double x = 0;
        double y = 0;
        for (int side = 0; side < 2; side++) {
            Keypoint shoulder = keypoint(frame, LEFT_SHOULDER + side);
            Keypoint hip = keypoint(frame, LEFT_HIP + side);
            x += (shoulder.x() - hip.x()) / 2;
            y += (shoulder.y() - hip.y()) / 2;
        }
        return Math.hypot(x, y);
    }

    private static Keypoint keypoint(Map<Integer, Keypoint> frame, int landmark) {
        Keypoint keypoint = frame.get(landmark);
        if (keypoint == null) {
            throw new IllegalArgumentException("the reference has a frame without landmark " + landmark);
        }
        return keypoint;
    }

    private static double distance(Keypoint truth, Landmark landmark, PictureSize picture) {
        return Math.hypot(landmark.x() * picture.width() - truth.x(), landmark.y() * picture.height() - truth.y());
    }
}
