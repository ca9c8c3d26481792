package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PersonTrackerTest {
    private static final Pose PERSON = Poses.standing(0.5, 0.5, 0.5);
    private static final RgbImage PICTURE = new RgbImage(ByteBuffer.allocateDirect(400 * 400 * 3), 400, 400);

    private List<Pose> found = List.of();
    private final PoseModel model = new AnsweringModel(image -> found, image -> {
        throw new AssertionError("a tracker asks its estimator only");
    });

    @Test
    void within_afterAnotherDetectorHasFoundThePerson_isTheirSurroundingsUntilTheEstimatorHasThem() {
        try (PersonTracker tracker = new PersonTracker(0, model, PERSON, new PictureSize(400, 400))) {
            found = List.of(PERSON);
            tracker.follow(PICTURE, List.of(), 0);
            assertThat(tracker.within(false)).as("followed").isNull();

            found = List.of();
            tracker.follow(PICTURE, List.of(), 40);
            tracker.recover(List.of(PERSON), 40);
            assertThat(tracker.now()).isEqualTo(PERSON);
            assertThat(tracker.within(false)).as("found otherwise").isEqualTo(PERSON);
            assertThat(tracker.within(true)).as("with nobody else in view").isNull();

            found = List.of(PERSON);
            tracker.follow(PICTURE, List.of(), 80);
            assertThat(tracker.within(false)).as("followed again").isNull();
        }
    }
}
