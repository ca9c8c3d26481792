package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.Poses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 480"})
    void new_notPositive_throwsWithTheValues(int width, int height) {
        assertThatThrownBy(() -> new PictureSize(width, height))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture has a positive size, was " + width + "x" + height);
    }

    @Test
    void frameMetrics_listChangedAfterwards_keepsWhatItWasGiven() {
        PictureSize size = new PictureSize(100, 100);
        var pose = Poses.standing(0.5, 0.5, 1);
        List<PersonMetrics> people = new ArrayList<>(List.of(Tracks.still(0, pose, size)));

        FrameMetrics metrics = new FrameMetrics(0, 0, true, people);
        people.clear();

        assertThat(metrics.people()).hasSize(1);
    }
}
