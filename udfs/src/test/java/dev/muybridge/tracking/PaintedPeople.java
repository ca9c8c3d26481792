package dev.muybridge.tracking;

import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A model for pictures in which a person is one pixel, whose green is their height in steps of four pixels. It is the worst there can
 * be: its estimator takes the largest person in each picture, whoever it took before. The detector finds the two largest.
 */
final class PaintedPeople implements PoseModel {
    static final int SIDE = 400;
    private static final int STEP = 4;

    final List<RgbImage> estimated = new ArrayList<>();
    int open;

    /** Someone whose body's middle is at that pixel. */
    record Someone(int x, int y, int height) {}

    static RgbImage picture(Someone... people) {
        RgbImage image = new RgbImage(ByteBuffer.allocateDirect(SIDE * SIDE * 3), SIDE, SIDE);
        for (Someone person : people) {
            image.pixels().put((person.y * SIDE + person.x) * 3 + 1, (byte) (person.height / STEP));
        }
        return image;
    }

    @Override
    public PoseDetector newDetector(int people) {
        open++;
        return new PoseDetector() {
            @Override
            public List<Pose> detect(RgbImage image) {
                List<Pose> found = people(image);
                return found.subList(0, Math.min(2, found.size()));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public PoseEstimator newEstimator() {
        open++;
        return new PoseEstimator() {
            @Override
            public List<Pose> estimate(RgbImage image, long timestampMillis) {
                estimated.add(image);
                List<Pose> found = people(image);
                return found.subList(0, Math.min(1, found.size()));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    /** The largest first. */
    static List<Pose> people(RgbImage image) {
        List<Someone> found = new ArrayList<>();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int height = Byte.toUnsignedInt(image.pixels().get((y * image.width() + x) * 3 + 1));
                if (height > 0) {
                    found.add(new Someone(x, y, height * STEP));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Someone::height).reversed())
                .map(person -> Poses.standing(
                        (double) person.x / image.width(),
                        (double) person.y / image.height(),
                        (double) person.height / image.height()))
                .toList();
    }
}
