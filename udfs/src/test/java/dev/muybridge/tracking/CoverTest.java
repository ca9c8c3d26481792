package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.BodyPoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoverTest {
    private static final int SIDE = 256;

    /** Shows the picture as it is. */
    private static final Region REGION = new Region(128, 128, SIDE, 0);

    private final Cover cover = new Cover(SIDE);
    private final ByteBuffer picture = ByteBuffer.allocateDirect(SIDE * SIDE * 3);

    @Test
    void paint_limbsAndTrunkOfAnotherBody_areGone() {
        Someone other = new Someone(50, 140, 150);
        List<double[]> parts = new ArrayList<>(List.of(other.centre()));
        for (BodyPoint point : List.of(
                BodyPoint.NOSE,
                BodyPoint.LEFT_EAR,
                BodyPoint.RIGHT_SHOULDER,
                BodyPoint.LEFT_WRIST,
                BodyPoint.RIGHT_INDEX,
                BodyPoint.LEFT_HIP,
                BodyPoint.RIGHT_KNEE,
                BodyPoint.LEFT_FOOT_INDEX)) {
            parts.add(other.place(point.index()));
        }
        parts.add(middle(other, BodyPoint.LEFT_ELBOW, BodyPoint.LEFT_WRIST));
        parts.add(middle(other, BodyPoint.RIGHT_HIP, BodyPoint.RIGHT_KNEE));
        parts.forEach(part -> put((int) part[0], (int) part[1], 255));
        put(50, 240, 255);
        put(200, 140, 255);

        cover.paint(picture, REGION, List.of(other.body()));

        assertThat(parts)
                .allSatisfy(
                        part -> assertThat(red((int) part[0], (int) part[1])).isZero());
        assertThat(red(50, 240)).as("between the feet").isEqualTo(255);
        assertThat(red(200, 140)).as("beside them").isEqualTo(255);
    }

    @Test
    void paint_takesTheMeanColourOfWhatIsLeft() {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                put(x, y, x < SIDE / 2 ? 20 : 60);
            }
        }

        cover.paint(picture, REGION, List.of(new Someone(50, 140, 150).body()));

        List<Integer> painted = new ArrayList<>();
        for (int i = 0; i < SIDE * SIDE; i++) {
            int red = red(i % SIDE, i / SIDE);
            if (red != 20 && red != 60) {
                painted.add(red);
            }
        }
        int half = SIDE * SIDE / 2;
        // Of 48 by 150 pixels the figure covers about a half.
        assertThat(painted).hasSizeBetween(2500, 6000);
        assertThat(painted).containsOnly((20 * (half - painted.size()) + 60 * half) / (2 * half - painted.size()));
    }

    @Test
    void paint_colours_areTakenEachOnItsOwn() {
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.put(i * 3, (byte) 10).put(i * 3 + 1, (byte) 200).put(i * 3 + 2, (byte) 100);
        }
        ByteBuffer before =
                ByteBuffer.allocate(picture.capacity()).put(picture.duplicate()).flip();

        cover.paint(picture, REGION, List.of(new Someone(50, 140, 150).body()));

        assertThat(picture).isEqualTo(before);
    }

    /** The bar is from 53 to 151 pixels below the top, 17 to each side of the middle. */
    @Test
    void paint_whereTheRegionsOwnTrunkLies_staysAsItIs() {
        Someone there = new Someone(128, 128, 200);
        List<int[]> kept = List.of(at(128, 96), at(112, 96), at(144, 96), at(128, 150), at(128, 54));
        List<int[]> gone = List.of(at(128, 42), at(108, 96), at(148, 96));
        kept.forEach(each -> put(each[0], each[1], 255));
        gone.forEach(each -> put(each[0], each[1], 255));

        cover.paint(picture, REGION, List.of(there.body()));

        assertThat(kept).allSatisfy(each -> assertThat(red(each[0], each[1])).isEqualTo(255));
        assertThat(gone).allSatisfy(each -> assertThat(red(each[0], each[1])).isLessThan(5));
    }

    /** Twice as large as its picture, and its top is at the right. */
    @Test
    void paint_inATurnedRegion_coversThemWhereTheyAreThere() {
        Region turned = new Region(1000, 1000, 2 * SIDE, Math.PI / 2);
        Someone other = new Someone(1200, 1000, 150).turned(90);
        put(128, 128 - 100, 255);
        put(128 + 100, 128, 255);

        cover.paint(picture, turned, List.of(other.body()));

        assertThat(red(128, 128 - 100)).as("the hips").isZero();
        assertThat(red(128 + 100, 128)).as("where nobody is").isEqualTo(255);
    }

    @Test
    void paint_severalBodies_coversEach_andNothingOfThoseBefore() {
        Someone left = new Someone(50, 140, 150);
        Someone right = new Someone(206, 140, 150);
        cover.paint(picture, REGION, List.of(left.body(), right.body()));
        put((int) left.centre()[0], (int) left.centre()[1], 255);
        put((int) right.centre()[0], (int) right.centre()[1], 255);

        cover.paint(picture, REGION, List.of(right.body()));

        assertThat(red((int) left.centre()[0], (int) left.centre()[1])).isEqualTo(255);
        assertThat(red((int) right.centre()[0], (int) right.centre()[1])).isZero();
    }

    private static double[] middle(Someone of, BodyPoint a, BodyPoint b) {
        double[] first = of.place(a.index());
        double[] second = of.place(b.index());
        return new double[] {(first[0] + second[0]) / 2, (first[1] + second[1]) / 2};
    }

    private static int[] at(int x, int y) {
        return new int[] {x, y};
    }

    private void put(int x, int y, int red) {
        picture.put((y * SIDE + x) * 3, (byte) red);
    }

    private int red(int x, int y) {
        return picture.get((y * SIDE + x) * 3) & 0xff;
    }
}
