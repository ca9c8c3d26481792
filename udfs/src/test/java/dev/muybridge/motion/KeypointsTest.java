package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.motion.Keypoints.Keypoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import dev.muybridge.testing.OpenPoseReference;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeypointsTest {
    private static final PictureSize PICTURE = new PictureSize(200, 400);
    /** Torso 100 pixels long, so 20 pixels are a hit's reach. */
    private static final Map<Integer, Keypoint> FRAME = Map.of(
            11, new Keypoint(60, 100, 0.9),
            12, new Keypoint(40, 100, 0.9),
            23, new Keypoint(55, 200, 0.9),
            24, new Keypoint(45, 200, 0.1));

    @Test
    void pck_countsConfidentJointsWithinReach() {
        Pose inReach = frame(60, 119, 59, 100, 55, 200, 200, 0);
        Pose outOfReach = frame(60, 121, 59, 100, 55, 200, 45, 200);
        assertThat(pck(inReach)).isEqualTo(1);
        assertThat(pck(outOfReach)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(pck(inReach, outOfReach)).isCloseTo(5 / 6.0, within(1e-9));
    }

    @Test
    void pck_nobodyFound_missesAll() {
        assertThat(pck((Pose) null)).isZero();
    }

    @Test
    void pck_otherNumberOfFrames_throwsError() {
        Keypoints reference = new Keypoints(List.of(FRAME));
        assertThatThrownBy(() -> reference.pck(List.of(), PICTURE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the reference has 1 frames, the poses 0");
    }

    @Test
    void of_bothViews_have100FramesOf13Joints() throws IOException {
        for (String view : List.of("cam01", "cam02")) {
            assertThat(OpenPoseReference.of(view).frames())
                    .hasSize(100)
                    .allSatisfy(f -> assertThat(f).hasSize(13));
        }
    }

    private static double pck(@Nullable Pose... poses) {
        return new Keypoints(Collections.nCopies(poses.length, FRAME)).pck(Arrays.asList(poses), PICTURE);
    }

    /** A pose whose shoulders and hips are there, in pixels. */
    private static Pose frame(float... xy) {
        Map<Integer, Landmark> placed = new HashMap<>();
        int[] points = {11, 12, 23, 24};
        for (int i = 0; i < points.length; i++) {
            placed.put(points[i], new Landmark(xy[2 * i] / 200, xy[2 * i + 1] / 400, 0, 1, 1));
        }
        Landmark nowhere = new Landmark(0, 0, 0, 0, 0);
        List<Landmark> landmarks = IntStream.range(0, Pose.SIZE)
                .mapToObj(i -> placed.getOrDefault(i, nowhere))
                .toList();
        return new Pose(landmarks, Collections.nCopies(Pose.SIZE, new WorldLandmark(0, 0, 0)));
    }
}
