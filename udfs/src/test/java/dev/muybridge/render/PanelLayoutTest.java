package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.motion.PictureSize;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PanelLayoutTest {
    private static final Typeface TYPEFACE = Typeface.load();

    @ParameterizedTest
    @CsvSource({
        "320, 240, false",
        "240, 320, false",
        "640, 480, true",
        "1280, 720, true",
        "1768, 994, true",
        "1080, 1920, true",
        "3840, 2160, true",
        "2160, 3840, true"
    })
    void fitting_usualSizes_takeASmallPartAndReadableType(int width, int height, boolean metres) {
        PanelLayout layout = layout(width, height);

        assertThat(layout.metres()).isEqualTo(metres);
        assertThat(layout.size()).isGreaterThanOrEqualTo(7);
        assertThat(layout.width() + layout.margin()).isLessThanOrEqualTo((int) (0.45 * width));
        assertThat((double) layout.width() * layout.height()).isLessThan(0.13 * width * height);
    }

    @Test
    void fitting_largerPicture_scalesType() {
        assertThat(layout(3840, 2160).size()).isEqualTo(2 * layout(1920, 1080).size());
    }

    @Test
    void fitting_pictureTooSmallToRead_isNull() {
        assertThat(PanelLayout.fitting(new PictureSize(160, 120), TYPEFACE)).isNull();
        assertThat(PanelLayout.fitting(new PictureSize(1, 1), TYPEFACE)).isNull();
        assertThat(PanelLayout.fitting(new PictureSize(4000, 30), TYPEFACE)).isNull();
    }

    @Test
    void fitting_longestTexts_stayApart() {
        PanelLayout layout = layout(1920, 1080);
        double size = layout.size();

        double labels = layout.padding() + TYPEFACE.width(PanelLayout.LONGEST_LABEL, size);
        assertThat(layout.numberRight() - TYPEFACE.width(Readout.WIDEST_WHOLE, size))
                .isGreaterThan(labels);
        assertThat(layout.lastRight() - TYPEFACE.width(Readout.WIDEST_HUNDREDTHS, size))
                .isGreaterThan(layout.unitLeft() + TYPEFACE.width(PanelLayout.LONGEST_UNIT, size));
        assertThat(layout.padding() + TYPEFACE.width("-10:00:00.000", size)).isLessThan(0.55 * layout.width());
    }

    private static PanelLayout layout(int width, int height) {
        return Objects.requireNonNull(PanelLayout.fitting(new PictureSize(width, height), TYPEFACE));
    }
}
