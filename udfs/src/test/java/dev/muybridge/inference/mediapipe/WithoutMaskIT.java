package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.bundle.ModelBundler;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.pose.Pose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares a model without the mask with the same model as published. Equal records are equal to the bit: landmarks, world landmarks,
 * visibility and presence.
 */
@Timeout(300)
final class WithoutMaskIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({"FULL, 72", "LITE, 30", "HEAVY, 30"})
    void estimate_somebodyWhoIsNotInEveryFrame_isTheSameToTheBit(ModelSize size, int frames) throws IOException {
        assertSame(size, new Frames.Selection("demo.mp4", frames, 1768, 994));
    }

    @Test
    @Tag("all")
    void estimate_somebodyInEveryFrame_isTheSameToTheBit() throws IOException {
        assertSame(ModelSize.FULL, new Frames.Selection("single/cam02.mp4", 60, 1080, 1920));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("all")
    void detect_severalPeople_isTheSameToTheBit(ModelSize size) throws IOException {
        List<Integer> people = new ArrayList<>();
        try (PoseDetector published = published(size).newDetector(4);
                PoseDetector ours = Installed.model(size).newDetector(4)) {
            for (int view = 1; view <= 4; view++) {
                Frames.decode(new Frames.Selection("multi/cam0" + view + ".mp4", 8, 1088, 1920), (index, image) -> {
                    List<Pose> with = published.detect(image);
                    assertThat(ours.detect(image)).isEqualTo(with);
                    people.add(with.size());
                });
            }
        }
        assertThat(people).as("people in each picture").contains(1, 2);
    }

    private void assertSame(ModelSize size, Frames.Selection video) throws IOException {
        List<List<Pose>> with = new ArrayList<>();
        List<List<Pose>> without = new ArrayList<>();
        try (PoseEstimator published = published(size).newEstimator();
                PoseEstimator ours = Installed.model(size).newEstimator()) {
            Frames.decode(video, (index, image) -> {
                long millis = Math.round(index * 1000 / 30.0);
                with.add(published.estimate(image, millis));
                without.add(ours.estimate(image, millis));
            });
        }
        assertThat(with.stream().filter(people -> !people.isEmpty())).hasSizeGreaterThan(video.count() / 2);
        assertThat(without).isEqualTo(with);
    }

    private MediaPipePoseModel published(ModelSize size) throws IOException {
        return MediaPipePoseModel.load(
                Installed.library(),
                ModelBundler.writePublished(Installation.current(), size, folder.resolve(size.id() + ".task")));
    }
}
