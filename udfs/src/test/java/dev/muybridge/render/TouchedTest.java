package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TouchedTest {
    private static final int WIDTH = 100;
    private static final int HEIGHT = 70;

    private final Touched touched = new Touched(WIDTH, HEIGHT);

    @Test
    void drain_randomLines_givesEveryPixelNearThemAndFewOthers() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            double x1 = 300 * random.nextDouble() - 100;
            double y1 = 210 * random.nextDouble() - 70;
            double x2 = i % 5 == 0 ? x1 : 300 * random.nextDouble() - 100;
            double y2 = i % 3 == 0 ? y1 : 210 * random.nextDouble() - 70;
            double radius = 6 * random.nextDouble();
            touched.stroke(new Stroke(x1, y1, x2, y2, radius));
            boolean[][] given = given();

            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    double distance = Line2D.ptSegDist(x1, y1, x2, y2, x + 0.5, y + 0.5);
                    if (distance < radius + 1) {
                        assertThat(given[y][x]).as("%d,%d of line %d", x, y, i).isTrue();
                    } else if (distance > radius + 4 * Touched.SIDE) {
                        assertThat(given[y][x]).as("%d,%d of line %d", x, y, i).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void drain_area_givesItsTilesOnceAndForgetsThem() {
        touched.area(new Rectangle(20, 17, 30, 3));
        touched.area(new Rectangle(-50, -50, 40, 200));
        touched.stroke(new Stroke(40, 20, 41, 20, 1));

        assertThat(drained()).containsExactly(new Rectangle(16, 16, 48, 16));
        assertThat(drained()).isEmpty();
    }

    private List<Rectangle> drained() {
        List<Rectangle> areas = new ArrayList<>();
        touched.drain(areas::add);
        return areas;
    }

    private boolean[][] given() {
        boolean[][] given = new boolean[HEIGHT][WIDTH];
        for (Rectangle area : drained()) {
            for (int y = area.y; y < Math.min(HEIGHT, area.y + area.height); y++) {
                for (int x = area.x; x < Math.min(WIDTH, area.x + area.width); x++) {
                    assertThat(given[y][x]).isFalse();
                    given[y][x] = true;
                }
            }
        }
        return given;
    }
}
