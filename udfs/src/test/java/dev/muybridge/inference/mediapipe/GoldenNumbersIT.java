package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.install.ModelSize;
import dev.muybridge.install.Sha256;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares with what MediaPipe's own Python finds in the same RGB bytes. */
@Timeout(300)
final class GoldenNumbersIT {
    private static final float TOLERANCE = 1e-4f;

    @Test
    void estimate_identicalBytes_givesMediaPipesOwnNumbers() throws IOException {
        Golden golden = Golden.read();
        assertThat(Sha256.of(golden.selection().path())).isEqualTo(golden.videoSha256());
        assertThat(Sha256.of(Installed.task(ModelSize.FULL))).isEqualTo(golden.modelSha256());
        PoseModel model = Installed.model(ModelSize.FULL);
        List<Integer> people = new ArrayList<>();
        try (PoseEstimator estimator = model.newEstimator()) {
            Frames.decode(golden.selection(), (index, image) -> {
                Golden.Frame expected = golden.frames().get(index);
                assertThat(sha256(image)).as("RGB bytes of frame %d", index).isEqualTo(expected.rgbSha256());
                List<Pose> found = estimator.estimate(image, expected.timestampMillis());
                people.add(found.size());
                assertThat(found).as("people in frame %d", index).hasSameSizeAs(expected.people());
                for (int i = 0; i < found.size(); i++) {
                    assertClose(index, found.get(i), expected.people().get(i));
                }
            });
        }
        assertThat(people).hasSize(30).contains(0, 1);
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

    private static String sha256(RgbImage image) {
        byte[] bytes = new byte[image.pixels().capacity()];
        image.pixels().duplicate().clear().get(bytes);
        return Sha256.of(bytes);
    }
}
