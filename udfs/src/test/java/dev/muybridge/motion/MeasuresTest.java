package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuresTest {
    private static final PoseTrack TRACK = Tracks.of(List.of(Poses.standing(0.5, 0.5, 1)));
    private static final Scene SCENE = new Scene(new PictureSize(10, 10), new TimeBase(1, 1), 1);

    /** Gives as many columns, of as many values, as it is told. */
    private record Odd(String column, int arrays, int values) implements Measure {
        @Override
        public String name() {
            return "odd";
        }

        @Override
        public int version() {
            return 3;
        }

        @Override
        public List<Column> columns() {
            return List.of(new Column(column, "", "odd"));
        }

        @Override
        public double[][] measure(PoseTrack track, Scene scene) {
            return new double[arrays][values];
        }
    }

    @Test
    void columns_areThoseOfAllMetrics_inOrder() {
        assertThat(Measures.STANDARD.columns())
                .extracting(Column::name)
                .containsExactly(
                        "shoulder_width_px",
                        "hip_width_px",
                        "shoulder_width_world_m",
                        "hip_width_world_m",
                        "velocity_x_px_s",
                        "velocity_y_px_s",
                        "speed_px_s");
    }

    @Test
    void twoMetricsWithOneColumn_areRefused() {
        assertThatThrownBy(() -> new Measures(Gauss.STANDARD, List.of(new Widths(), new Odd("hip_width_px", 1, 1))))
                .hasMessage("two metrics have a column hip_width_px");
    }

    @Test
    void columnWithAnOddName_isRefused() {
        assertThatThrownBy(() -> new Column("Hip width", "px", "")).hasMessageContaining("was Hip width");
    }

    @Test
    void measure_ofAMetricThatDoesNotKeepItsWord_throws() {
        assertThatThrownBy(() -> new Measures(Gauss.STANDARD, List.of(new Odd("odd", 2, 1))).measure(TRACK, SCENE))
                .hasMessage("odd declares 1 columns and gave 2");
        assertThatThrownBy(() -> new Measures(Gauss.STANDARD, List.of(new Odd("odd", 1, 5))).measure(TRACK, SCENE))
                .hasMessage("odd gave 5 values for 1 frames");
    }

    @Test
    void of_drawnColumns_areTheMetricsThatHaveThem() {
        Measures all = new Measures(Gauss.STANDARD, List.of(new Widths(), new Odd("odd", 1, 1), new Velocity()));

        assertThat(all.versions()).isEqualTo("gauss-0.025/1,widths/1,odd/3,velocity/1");
        assertThat(all.of(List.of(Widths.HIPS_PX)).versions()).isEqualTo("gauss-0.025/1,widths/1");
    }
}
