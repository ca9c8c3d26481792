package dev.muybridge.tracking;

import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds people in single pictures. The model's detector looks at 224x224 pixels, so in a whole picture it finds the one or two that are
 * largest; in tiles of the picture it finds the others too.
 */
final class PeopleFinder implements AutoCloseable {
    /** The most that is asked of the detector in one picture. */
    private static final int AT_ONCE = 4;

    /** Sides of the tiles, as fractions of the picture's short side. Neighbours share half their width. */
    private static final List<Double> TILES = List.of(1.0, 0.6);

    private static final int BYTES = 3;

    private final PoseDetector detector;
    private final PictureSize size;

    PeopleFinder(PoseModel model, PictureSize size) {
        this.detector = model.newDetector(AT_ONCE);
        this.size = size;
    }

    /** The largest one or two people, and sometimes more. */
    List<Pose> largest(RgbImage image) {
        return distinct(detector.detect(image));
    }

    /** Everyone who can be found, and now and then something that is nobody. */
    List<Pose> everyone(RgbImage image) {
        List<Pose> found = new ArrayList<>(detector.detect(image));
        for (double share : TILES) {
            int side = (int) Math.round(share * Math.min(image.width(), image.height()));
            RgbImage tile = new RgbImage(ByteBuffer.allocateDirect(side * side * BYTES), side, side);
            for (int top : starts(image.height(), side)) {
                for (int left : starts(image.width(), side)) {
                    cut(image, left, top, tile);
                    detector.detect(tile).forEach(pose -> found.add(inWhole(pose, image, left, top, side)));
                }
            }
        }
        return distinct(found);
    }

    /** First pixels of tiles that cover {@code length} and overlap by half at least. */
    static List<Integer> starts(int length, int side) {
        int gaps = (int) Math.ceil((length - side) / (side / 2.0));
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i <= gaps; i++) {
            starts.add(gaps == 0 ? 0 : (int) Math.round((double) i * (length - side) / gaps));
        }
        return starts;
    }

    private static void cut(RgbImage image, int left, int top, RgbImage tile) {
        int row = tile.width() * BYTES;
        for (int y = 0; y < tile.height(); y++) {
            tile.pixels().put(y * row, image.pixels(), ((top + y) * image.width() + left) * BYTES, row);
        }
    }

    private static Pose inWhole(Pose pose, RgbImage image, int left, int top, int side) {
        List<Landmark> landmarks = pose.landmarks().stream()
                .map(point -> new Landmark(
                        (left + point.x() * side) / image.width(),
                        (top + point.y() * side) / image.height(),
                        point.z() * side / image.width(),
                        point.visibility(),
                        point.presence()))
                .toList();
        return new Pose(landmarks, pose.worldLandmarks());
    }

    /** Of those that are the same person the one that is seen best. */
    private List<Pose> distinct(List<Pose> found) {
        List<Pose> people = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparingDouble(Bodies::visibility).reversed())
                .forEach(pose -> {
                    Torso torso = Torso.of(pose, size);
                    if (people.stream()
                            .allMatch(other -> torso.distance(Torso.of(other, size)) >= Bodies.SAME_PERSON)) {
                        people.add(pose);
                    }
                });
        return people;
    }

    @Override
    public void close() {
        detector.close();
    }
}
