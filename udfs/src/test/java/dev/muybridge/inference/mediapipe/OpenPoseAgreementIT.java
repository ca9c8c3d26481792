package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.install.ModelSize;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import dev.muybridge.testing.OpenPoseReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores landmarks with OpenPose's; what is asked for is what MediaPipe's own Python reaches. */
@Timeout(300)
final class OpenPoseAgreementIT {
    private static final PictureSize PICTURE = new PictureSize(1080, 1920);

    @ParameterizedTest
    @CsvSource({"cam01, 0.980", "cam02, 0.707"})
    void estimate_wholeVideo_agreesAsMediaPipeDoes(String view, double pck) throws IOException {
        List<Pose> poses = new ArrayList<>();
        try (PoseEstimator estimator = Installed.model(ModelSize.FULL).newEstimator()) {
            Frames.Selection video =
                    new Frames.Selection("single/" + view + ".mp4", 100, PICTURE.width(), PICTURE.height());
            Frames.decode(
                    video,
                    (index, image) -> poses.add(first(estimator.estimate(image, Math.round(index * 1000 / 60.0)))));
        }
        double score = OpenPoseReference.of(view).pck(poses, PICTURE);
        assertThat(score).isCloseTo(pck, within(0.005));
    }

    private static @Nullable Pose first(List<Pose> people) {
        return people.isEmpty() ? null : people.get(0);
    }
}
