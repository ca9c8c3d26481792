package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.motion.PoseTrack.Coordinate;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.WorldLandmark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GaussTest {
    private static final int TICKS_PER_SECOND = 90_000;
    private static final double GONE = Double.NaN;

    private final Random random = new Random(25);

    @ParameterizedTest
    @ValueSource(doubles = {1, 8, 0.5})
    void filter_constantMotionAtUnevenTimes_changesNothing_endsIncluded(double slowMotion) {
        long[] pts = uneven(10_000);
        double[] line = at(pts, seconds -> 0.1 + 0.004 * seconds);

        double[] filtered = filtered(pts, line, slowMotion);

        for (int i = 0; i < pts.length; i++) {
            assertThat(filtered[i]).as("frame %d", i).isCloseTo(line[i], within(1e-6));
        }
    }

    @Test
    void filter_whatDoesNotMove_staysToTheBit() {
        long[] pts = uneven(500);
        double[] still = at(pts, seconds -> 0.3f);

        assertThat(filtered(pts, still, 1)).isEqualTo(still);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 5.3, 8})
    void filter_aSine_keepsWhatTheGaussianSays(double hertz) {
        long[] pts = even(90, 2000);
        double[] sine = at(pts, seconds -> Math.sin(2 * Math.PI * hertz * seconds));
        double gain = Math.exp(-Math.pow(2 * Math.PI * hertz * 0.025, 2) / 2);

        double[] filtered = filtered(pts, sine, 1);

        for (int i = 100; i < pts.length - 100; i++) {
            assertThat(filtered[i]).as("frame %d", i).isCloseTo(gain * sine[i], within(0.005));
        }
    }

    /** {@code gauss.csv} was made by {@code data/make_gauss_reference.py}. */
    @Test
    void filter_unevenTimesAndGaps_agreesWithNumpy() throws IOException {
        List<String[]> rows = reference();
        long[] pts = rows.stream().mapToLong(row -> Long.parseLong(row[0])).toArray();
        double[] numbers = column(rows, 1);

        double[] filtered = filtered(pts, numbers, 1);
        double[] slow = filtered(pts, numbers, 4);

        for (int i = 0; i < pts.length; i++) {
            assertThat(filtered[i]).as("frame %d", i).isCloseTo(column(rows, 2)[i], within(1e-7));
            assertThat(slow[i]).as("frame %d", i).isCloseTo(column(rows, 3)[i], within(1e-7));
        }
        assertThat(filtered[41]).as("a frame by itself").isEqualTo(numbers[41]);
        assertThat(filtered[20]).isNotCloseTo(numbers[20], within(1e-3));
    }

    @Test
    void filter_gap_isNeverLookedAcross() {
        long[] pts = uneven(60);
        double[] numbers =
                IntStream.range(0, 60).mapToDouble(i -> random.nextFloat()).toArray();
        numbers[20] = GONE;
        numbers[45] = GONE;
        numbers[47] = GONE;

        double[] whole = filtered(pts, numbers, 1);

        for (int[] run : new int[][] {{0, 20}, {21, 45}, {46, 47}, {48, 60}}) {
            assertThat(Arrays.copyOfRange(whole, run[0], run[1]))
                    .as("frames from %d", run[0])
                    .isEqualTo(filtered(
                            Arrays.copyOfRange(pts, run[0], run[1]), Arrays.copyOfRange(numbers, run[0], run[1]), 1));
        }
        assertThat(whole[20]).isNaN();
        assertThat(whole[46]).isEqualTo(numbers[46]);
    }

    @Test
    void filter_longTrack_dependsOnTheFramesNearbyAlone() {
        long[] pts = uneven(9000);
        double[] numbers = IntStream.range(0, pts.length)
                .mapToDouble(i -> random.nextFloat())
                .toArray();

        double[] whole = filtered(pts, numbers, 1);

        double[] part = filtered(Arrays.copyOfRange(pts, 4000, 8500), Arrays.copyOfRange(numbers, 4000, 8500), 1);
        assertThat(Arrays.copyOfRange(whole, 4050, 8450)).isEqualTo(Arrays.copyOfRange(part, 50, 4450));
    }

    @Test
    void filter_isOfEveryPlaceOfEveryPoint_andOfNothingElse() {
        long[] pts = uneven(20);
        double[] numbers = IntStream.range(0, pts.length)
                .mapToDouble(i -> random.nextFloat())
                .toArray();
        PoseTrack raw = track(pts, numbers);

        PoseTrack filtered = Gauss.STANDARD.filter(raw, scene(1));

        assertThat(filtered.likelihoods()).isSameAs(raw.likelihoods());
        double[] x = filtered.column(BodyPoint.NOSE, Coordinate.X);
        assertThat(x).isNotEqualTo(numbers);
        for (BodyPoint point : BodyPoint.values()) {
            assertThat(filtered.column(point, Coordinate.VISIBILITY)).isEqualTo(numbers);
            assertThat(filtered.column(point, Coordinate.PRESENCE)).isEqualTo(numbers);
            for (Coordinate place : Coordinate.values()) {
                if (place != Coordinate.VISIBILITY && place != Coordinate.PRESENCE) {
                    assertThat(filtered.column(point, place)).isEqualTo(x);
                }
            }
        }
    }

    @Test
    void filter_numberThatIsNone_leavesItsNeighboursTheirOwn() {
        long[] pts = even(3000, 9);
        double[] numbers = {0, 1, 0, 1, Double.POSITIVE_INFINITY, 1, 0, 1, 0};

        double[] filtered = filtered(pts, numbers, 1);

        assertThat(Arrays.copyOfRange(filtered, 2, 7)).isEqualTo(Arrays.copyOfRange(numbers, 2, 7));
        assertThat(filtered[1]).isBetween(0.1, 0.9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void sigmaThatIsNone_isRefused(double sigma) {
        assertThatThrownBy(() -> new Gauss(sigma)).hasMessage("sigma must be positive and finite, was " + sigma + " s");
    }

    private static double[] filtered(long[] pts, double[] numbers, double slowMotion) {
        return Gauss.STANDARD
                .filter(track(pts, numbers), scene(slowMotion))
                .column(BodyPoint.LEFT_KNEE, Coordinate.WORLD_Z);
    }

    private static Scene scene(double slowMotion) {
        return new Scene(new PictureSize(1920, 1080), new TimeBase(1, TICKS_PER_SECOND), slowMotion);
    }

    /** Everything in a frame is the same number; NaN where the person is not seen. */
    private static PoseTrack track(long[] pts, double[] numbers) {
        PoseTrack.Builder track = new PoseTrack.Builder(0, pts.length);
        for (int i = 0; i < pts.length; i++) {
            track.add(Tracks.frame(pts[i], 0, pose((float) numbers[i])), 0);
        }
        return track.build();
    }

    private static @Nullable Pose pose(float number) {
        return Float.isNaN(number)
                ? null
                : new Pose(
                        Collections.nCopies(Pose.SIZE, new Landmark(number, number, number, number, number)),
                        Collections.nCopies(Pose.SIZE, new WorldLandmark(number, number, number)));
    }

    /** 4 to 36 ms apart. */
    private long[] uneven(int frames) {
        long[] pts = new long[frames];
        for (int i = 1; i < frames; i++) {
            pts[i] = pts[i - 1] + 360 + random.nextInt(2880);
        }
        return pts;
    }

    private static long[] even(long step, int frames) {
        return IntStream.range(0, frames).mapToLong(i -> step * i).toArray();
    }

    private static double[] at(long[] pts, DoubleUnaryOperator number) {
        return Arrays.stream(pts)
                .mapToDouble(ticks -> (float) number.applyAsDouble((double) ticks / TICKS_PER_SECOND))
                .toArray();
    }

    private static double[] column(List<String[]> rows, int column) {
        return rows.stream()
                .mapToDouble(row -> row[column].isEmpty() ? GONE : Double.parseDouble(row[column]))
                .toArray();
    }

    private static List<String[]> reference() throws IOException {
        try (InputStream in = GaussTest.class.getResourceAsStream("gauss.csv")) {
            if (in == null) {
                throw new IOException("gauss.csv is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        }
    }
}
