package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RegionTest {
    private static final double NEARLY = 1e-9;

    @Test
    void around_somebodyUpright_isFiveQuartersOfTheCircleAroundThem() {
        assertIsAbout(Region.around(200, 300, 200, 190), new Region(200, 300, 275, 0));
    }

    /** The last is what the prototype's roi_from gives. */
    @Test
    void around_somebodyTurned_isTurnedAsTheyAre() {
        assertIsAbout(Region.around(200, 300, 310, 300), new Region(200, 300, 275, Math.PI / 2));
        assertIsAbout(Region.around(200, 300, 90, 300), new Region(200, 300, 275, -Math.PI / 2));
        assertIsAbout(Region.around(0, 0, -60, 80), new Region(0, 0, 250, -2.498091544796509));
    }

    @Test
    void around_somebodyUpsideDown_isTurnedByHalfATurnAtMost() {
        assertThat(Region.around(200, 300, 200, 410).radians()).isEqualTo(-Math.PI);
        assertThat(Region.around(200, 300, 201, 410).radians()).isBetween(3.1, Math.PI);
        assertThat(Region.around(200, 300, 199, 410).radians()).isBetween(-Math.PI, -3.1);
    }

    /** 275 pixels are nearest to 2 to the power of 130/16; the prototype's snap gives the same. */
    @Test
    void snapped_isOnTheGrid() {
        double side = Math.pow(2, 130.0 / 16);
        double cell = side / 64;

        assertIsAbout(
                new Region(200, 300, 275, Math.toRadians(11)).snapped(),
                new Region(Math.rint(200 / cell) * cell, Math.rint(300 / cell) * cell, side, Math.toRadians(10)));
    }

    @Test
    void snapped_isNeverFarAway_andTheSameWhenSnappedAgain() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Region region = new Region(
                    2000 * random.nextDouble() - 20,
                    1000 * random.nextDouble() - 20,
                    20 + 1000 * random.nextDouble(),
                    2 * Math.PI * (random.nextDouble() - 0.5));
            Region snapped = region.snapped();

            assertThat(snapped.snapped()).isEqualTo(snapped);
            assertThat(snapped.distance(region)).isLessThan(1.0 / 64);
            assertThat(snapped.side() / region.side()).isBetween(0.978, 1.023);
            assertThat(Math.cos(snapped.radians() - region.radians())).isGreaterThan(Math.cos(Math.toRadians(1.26)));
        }
    }

    @Test
    void snapped_nearRegions_areTheSame() {
        Region region = new Region(200, 300, 275, Math.toRadians(10));

        assertThat(new Region(200.4, 299.6, 277, Math.toRadians(9.3)).snapped()).isEqualTo(region.snapped());
        assertThat(new Region(205, 300, 275, Math.toRadians(10)).snapped()).isNotEqualTo(region.snapped());
        assertThat(new Region(200, 300, 290, Math.toRadians(10)).snapped()).isNotEqualTo(region.snapped());
        assertThat(new Region(200, 300, 275, Math.toRadians(13)).snapped()).isNotEqualTo(region.snapped());
    }

    @Test
    void snapped_onBothSidesOfZero_isTheSame() {
        assertThat(new Region(-0.1, -0.1, 275, -0.01).snapped()).isEqualTo(new Region(0.1, 0.1, 275, 0.01).snapped());
    }

    @Test
    void snapped_onBothSidesOfUpsideDown_isTheSame() {
        assertThat(new Region(200, 300, 275, -3.14).snapped()).isEqualTo(new Region(200, 300, 275, 3.14).snapped());
    }

    @Test
    void turned_beyondHalfATurn_comesFromTheOtherSide() {
        Region before = new Region(200, 300, 275, Math.toRadians(170));

        assertIsAbout(before.turned(22.5), new Region(200, 300, 275, Math.toRadians(-167.5)));
        assertIsAbout(before.turned(-90), new Region(200, 300, 275, Math.toRadians(80)));
    }

    @Test
    void distance_isInSidesOfThisOne() {
        Region region = new Region(100, 100, 50, 0);

        assertThat(region.distance(new Region(130, 140, 200, 1))).isEqualTo(1);
        assertThat(new Region(130, 140, 200, 1).distance(region)).isEqualTo(0.25);
    }

    @Test
    void picture_pointsOfATurnedRegion_areTurnedWithIt() {
        Region region = new Region(200, 300, 100, Math.PI / 2);

        assertThat(region.pictureX(0.5, 0.5)).isEqualTo(200);
        assertThat(region.pictureY(0.5, 0.5)).isEqualTo(300);
        // The top of the square is at the right.
        assertThat(region.pictureX(0.5, 0)).isCloseTo(250, within(NEARLY));
        assertThat(region.pictureY(0.5, 0)).isCloseTo(300, within(NEARLY));
        // And its left side at the top.
        assertThat(region.pictureX(0, 0.5)).isCloseTo(200, within(NEARLY));
        assertThat(region.pictureY(0, 0.5)).isCloseTo(250, within(NEARLY));
        assertThat(region.pictureX(0.9, 0.25)).isCloseTo(225, within(NEARLY));
        assertThat(region.pictureY(0.9, 0.25)).isCloseTo(340, within(NEARLY));
    }

    private static void assertIsAbout(Region actual, Region expected) {
        assertThat(actual.x()).isCloseTo(expected.x(), within(NEARLY));
        assertThat(actual.y()).isCloseTo(expected.y(), within(NEARLY));
        assertThat(actual.side()).isCloseTo(expected.side(), within(NEARLY));
        assertThat(actual.radians()).isCloseTo(expected.radians(), within(NEARLY));
    }
}
