package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetouchTest {
    private static final int SIDE = 400;
    private static final Pose LEFT = Poses.standing(0.25, 0.5, 0.5);
    private static final Pose RIGHT = Poses.standing(0.75, 0.5, 0.5);

    private final Retouch retouch = new Retouch(new PictureSize(SIDE, SIDE));
    private final RgbImage white = white();

    @Test
    void picture_others_areErasedAndTheRestIsAsItWas() {
        RgbImage marked = white();
        List<Integer> trunks = List.of(100, 300);
        trunks.forEach(x -> blacken(marked, x, 170));
        blacken(marked, 200, 10);

        RgbImage picture = retouch.picture(marked, LEFT, List.of(RIGHT), null);

        assertThat(isBlack(picture, 300, 170)).as("the other's trunk").isFalse();
        assertThat(isBlack(picture, 100, 170)).as("the person's trunk").isTrue();
        assertThat(isBlack(picture, 200, 10)).as("the background").isTrue();
        assertThat(isBlack(marked, 300, 170)).as("the original").isTrue();
    }

    @Test
    void picture_whereSomebodyWas_goesFromTheColourOnTheLeftToTheOneOnTheRight() {
        RgbImage halves = white();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < 100; x++) {
                blacken(halves, x, y);
            }
        }

        RgbImage picture = retouch.picture(halves, null, List.of(LEFT), null);

        List<Integer> line =
                IntStream.range(0, SIDE).mapToObj(x -> red(picture, x, 170)).toList();
        assertThat(line).isSorted().startsWith(0).endsWith(255);
        assertThat(IntStream.range(1, SIDE).map(x -> line.get(x) - line.get(x - 1)))
                .allMatch(step -> step < 20);
    }

    @Test
    void picture_somebodyOnTheEdge_takesTheColourBesideThem() {
        RgbImage picture = retouch.picture(white, null, List.of(Poses.standing(0, 0.5, 0.5)), null);

        assertThat(picture.pixels()).isEqualTo(white.pixels());
    }

    @Test
    void picture_somebodyAcrossIt_leavesNoColourOutOfNothing() {
        RgbImage picture = retouch.picture(white, null, List.of(Poses.standing(0.5, 0.5, 20)), null);

        assertThat(picture.pixels()).isEqualTo(white.pixels());
    }

    @Test
    void picture_whatLiesUnderThePerson_stays() {
        Pose behind = Poses.standing(0.3, 0.5, 0.5);
        RgbImage marked = white();
        blacken(marked, 100, 170);
        blacken(marked, 150, 170);

        RgbImage picture = retouch.picture(marked, LEFT, List.of(behind), null);

        assertThat(isBlack(picture, 100, 170)).isTrue();
        assertThat(isBlack(picture, 150, 170)).isFalse();
    }

    @Test
    void picture_within_showsThatPersonsSurroundingsAlone() {
        RgbImage picture = retouch.picture(white, LEFT, List.of(), LEFT);

        assertThat(isBlack(picture, 100, 170)).isFalse();
        assertThat(isBlack(picture, 300, 170)).isTrue();
        assertThat(isBlack(picture, 100, 390)).isTrue();
    }

    @Test
    void picture_withinSomebodyWhoIsSeenALittleElsewhere_isMostlyTheSame() {
        int changes = 0;
        for (double x = 0.4; x < 0.6; x += 0.001) {
            Pose here = Poses.standing(x, 0.5, 0.3);
            Pose beside = Poses.standing(x + 0.001, 0.5, 0.3);
            ByteBuffer first = copy(retouch.picture(white, here, List.of(), here));
            changes += first.equals(copy(retouch.picture(white, here, List.of(), beside))) ? 0 : 1;
        }

        assertThat(changes).isBetween(2, 20);
    }

    @Test
    void hides_whoeverIsPaintedOver() {
        retouch.picture(white, null, List.of(RIGHT), null);

        assertThat(retouch.hides(RIGHT)).isTrue();
        assertThat(retouch.hides(LEFT)).isFalse();
        assertThat(retouch.hides(Poses.standing(1.5, 0.5, 0.5)))
                .as("outside the picture")
                .isFalse();
    }

    private static ByteBuffer copy(RgbImage image) {
        return ByteBuffer.allocate(image.pixels().capacity())
                .put(image.pixels().duplicate().clear())
                .flip();
    }

    private static RgbImage white() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) 255);
        }
        return new RgbImage(pixels, SIDE, SIDE);
    }

    private static boolean isBlack(RgbImage image, int x, int y) {
        return red(image, x, y) == 0;
    }

    private static int red(RgbImage image, int x, int y) {
        return image.pixels().get((y * SIDE + x) * 3) & 0xff;
    }

    private static void blacken(RgbImage image, int x, int y) {
        image.pixels().put((y * SIDE + x) * 3, new byte[3]);
    }
}
