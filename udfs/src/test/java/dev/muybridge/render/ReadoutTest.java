package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Velocity;
import dev.muybridge.motion.Widths;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadoutTest {
    private static final Map<String, Double> WIDTHS = Map.of(
            Widths.SHOULDERS_PX.name(), 411.5,
            Widths.HIPS_PX.name(), 233.4,
            Widths.SHOULDERS_WORLD_M.name(), 0.356,
            Widths.HIPS_WORLD_M.name(), 0.24);
    private static final Pose POSE = Poses.standing(0.5, 0.5, 0.8);
    private static final PersonMetrics PERSON = moving(300, -400);

    private static PersonMetrics moving(double x, double y) {
        Map<String, Double> values = new HashMap<>(WIDTHS);
        values.put(Velocity.X_PX_S.name(), x);
        values.put(Velocity.Y_PX_S.name(), y);
        values.put(Velocity.SPEED_PX_S.name(), Math.hypot(x, y));
        return new PersonMetrics(0, POSE, POSE, values);
    }

    @Test
    void of_onePerson_saysEverything() {
        assertThat(Readout.of(new FrameMetrics(3, 3, true, List.of(PERSON)), 7_632_500, 1000))
                .isEqualTo(new Readout(
                        "412",
                        "0.36",
                        "233",
                        "0.24",
                        "500",
                        new Heading(Heading.Kind.MOVING, 41),
                        "0:07.633",
                        Readout.Status.FOUND));
    }

    @Test
    void of_nobody_saysDashesAndNeverZero() {
        assertThat(Readout.of(new FrameMetrics(0, 0, true, List.of()), 0, 1000))
                .isEqualTo(new Readout(
                        "\u2013",
                        "\u2013",
                        "\u2013",
                        "\u2013",
                        "\u2013",
                        Heading.NONE,
                        "0:00.000",
                        Readout.Status.NOBODY));
    }

    @Test
    void of_unreadableFrame_saysSo() {
        assertThat(Readout.of(new FrameMetrics(0, 0, true, List.of()).unreadable(true), 0, 1000)
                        .status())
                .isEqualTo(Readout.Status.UNREADABLE);
    }

    @Test
    void of_mainSubjectWhoIsOnlyKnown_isNobody() {
        PersonMetrics known = PersonMetrics.unseen(0);
        PersonMetrics other = new PersonMetrics(1, POSE, POSE, WIDTHS);

        assertThat(Readout.of(new FrameMetrics(0, 0, true, List.of(known, other)), 0, 1000)
                        .status())
                .isEqualTo(Readout.Status.NOBODY);
    }

    @Test
    void of_noVelocity_saysADashForTheSpeedOnly() {
        PersonMetrics first = new PersonMetrics(0, POSE, POSE, WIDTHS);

        Readout readout = Readout.of(new FrameMetrics(0, 0, true, List.of(first)), 0, 1000);

        assertThat(readout.speed()).isEqualTo("\u2013");
        assertThat(readout.heading()).isEqualTo(Heading.NONE);
        assertThat(readout.shoulders()).isEqualTo("412");
    }

    @Test
    void of_othersThanTheMainSubject_saysNothing() {
        PersonMetrics second = new PersonMetrics(1, POSE, POSE, WIDTHS);

        assertThat(Readout.of(new FrameMetrics(0, 0, true, List.of(second)), 0, 1000)
                        .status())
                .isEqualTo(Readout.Status.NOBODY);
    }

    @Test
    void of_severalPeople_saysTheFirst() {
        PersonMetrics second = new PersonMetrics(1, POSE, POSE, Map.of(Widths.SHOULDERS_PX.name(), 1.0));

        assertThat(Readout.of(new FrameMetrics(0, 0, true, List.of(PERSON, second)), 0, 1000)
                        .shoulders())
                .isEqualTo("412");
    }

    @Test
    void of_anotherLanguage_keepsThePoint() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Readout.hundredths(0.356)).isEqualTo("0.36");
            assertThat(Readout.time(61_002_000)).isEqualTo("1:01.002");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0:00.000",
        "499, 0:00.000",
        "500, 0:00.001",
        "59999600, 1:00.000",
        "61002000, 1:01.002",
        "3599999000, 59:59.999",
        "3600000000, 1:00:00.000",
        "36610042000, 10:10:10.042",
        "-40000, -0:00.040",
        "-100, 0:00.000"
    })
    void time_micros_readAsAClock(long micros, String expected) {
        assertThat(Readout.time(micros)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.5, 1",
        "99999.4, 99999",
        "99999.5, >99999",
        "1e300, >99999",
        "NaN, \u2013",
        "Infinity, \u2013"
    })
    void whole_value_fitsItsColumn(double value, String expected) {
        assertThat(Readout.whole(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "0.005, 0.01", "9.994, 9.99", "9.995, >9.9", "NaN, \u2013", "-Infinity, \u2013"})
    void hundredths_value_fitsItsColumn(double value, String expected) {
        assertThat(Readout.hundredths(value)).isEqualTo(expected);
    }
}
