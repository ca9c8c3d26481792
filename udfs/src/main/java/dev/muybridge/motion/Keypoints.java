package dev.muybridge.motion;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where others saw one person's joints in a video, to score landmarks with.
 *
 * @param frames per frame, MediaPipe's landmark index to the keypoint
 */
public record Keypoints(List<Map<Integer, Keypoint>> frames) {
    private static final double MIN_CONFIDENCE = 0.3;
    private static final double TORSO_FRACTION = 0.2;
    private static final int LEFT_SHOULDER = 11;
    private static final int LEFT_HIP = 23;

    /**
     * Where a joint was seen.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param confidence 0..1
     */
    public record Keypoint(double x, double y, double confidence) {}

    public Keypoints {
        frames = List.copyOf(frames);
    }

    /**
     * PCK@0.2: the fraction of joints seen with confidence of at least 0.3 that the pose's landmark hits, with an error under 0.2 of the
     * frame's torso (mid-shoulder to mid-hip of the keypoints, of whatever confidence). A frame without a pose misses them all.
     *
     * @param poses one for each frame, in order; null where nobody was found
     * @param picture size of the upright picture
     */
    public double pck(List<@Nullable Pose> poses, PictureSize picture) {
        if (poses.size() != frames.size()) {
            throw new IllegalArgumentException(
                    "the reference has " + frames.size() + " frames, the poses " + poses.size());
        }
        int joints = 0;
        int hits = 0;
        for (int i = 0; i < poses.size(); i++) {
            Pose pose = poses.get(i);
            double reach = TORSO_FRACTION * torso(frames.get(i));
            for (Map.Entry<Integer, Keypoint> joint : frames.get(i).entrySet()) {
                Keypoint truth = joint.getValue();
                if (truth.confidence() >= MIN_CONFIDENCE) {
                    joints++;
                    boolean hit =
                            pose != null && distance(truth, pose.landmarks().get(joint.getKey()), picture) < reach;
                    hits += hit ? 1 : 0;
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
