package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.install.ModelSize;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import dev.muybridge.testing.OpenPoseReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with what MediaPipe's own Python finds in the same RGB bytes, and that with OpenPose. */
@Timeout(300)
final class MediaPipeAgreementIT {
    private static final float TOLERANCE = 1e-4f;
    private static final PictureSize PICTURE = new PictureSize(1080, 1920);

    @TempDir
    Path folder;

    @Test
    void estimate_somebodyWhoIsNotInEveryFrame_givesMediaPipesOwnNumbers() throws Exception {
        List<List<Pose>> found = compare(new Frames.Selection("demo.mp4", 30, 1768, 994), 30);

        assertThat(found.stream().map(List::size)).contains(0, 1);
    }

    /** MediaPipe's Python reaches 0.980 and 0.697 to 0.707, by the processor: wrong colours, turns or scales do not. */
    @ParameterizedTest
    @CsvSource({"cam01, 0.97", "cam02, 0.68"})
    void estimate_wholeVideo_givesMediaPipesOwnNumbers_andAgreesWithOpenPose(String view, double pck) throws Exception {
        Frames.Selection video =
                new Frames.Selection("single/" + view + ".mp4", 100, PICTURE.width(), PICTURE.height());

        List<Pose> poses = new ArrayList<>();
        compare(video, 60).forEach(people -> poses.add(people.isEmpty() ? null : people.get(0)));

        assertThat(OpenPoseReference.of(view).pck(poses, PICTURE)).isGreaterThan(pck);
    }

    private List<List<Pose>> compare(Frames.Selection video, double framesPerSecond) throws Exception {
        List<List<Pose>> found = new ArrayList<>();
        try (PoseEstimator estimator = Installed.model(ModelSize.FULL).newEstimator();
                MediaPipePython python =
                        new MediaPipePython(folder, Installed.task(ModelSize.FULL), video.width(), video.height())) {
            Frames.decode(video, (index, image) -> {
                long millis = Math.round(index * 1000 / framesPerSecond);
                python.give(image, millis);
                found.add(estimator.estimate(image, millis));
            });
            List<float[][][]> expected = python.people();
            assertThat(found).hasSize(video.count()).hasSameSizeAs(expected);
            for (int frame = 0; frame < video.count(); frame++) {
                List<Pose> people = found.get(frame);
                assertThat(people).as("people in frame %d", frame).hasSize(expected.get(frame).length);
                for (int i = 0; i < people.size(); i++) {
                    assertClose(frame, people.get(i), expected.get(frame)[i]);
                }
            }
        }
        return found;
    }

    private static void assertClose(int frame, Pose pose, float[][] expected) {
        assertThat(expected).hasDimensions(Pose.SIZE, MediaPipeNative.NUMBERS);
        for (int i = 0; i < Pose.SIZE; i++) {
            Landmark p = pose.landmarks().get(i);
            WorldLandmark w = pose.worldLandmarks().get(i);
            float[] actual = {p.x(), p.y(), p.z(), p.visibility(), p.presence(), w.x(), w.y(), w.z()};
            for (int j = 0; j < actual.length; j++) {
                assertThat(Math.abs(actual[j] - expected[i][j]))
                        .as("frame %d, landmark %d, number %d: %s for %s", frame, i, j, actual[j], expected[i][j])
                        .isLessThanOrEqualTo(TOLERANCE);
            }
        }
    }
}
