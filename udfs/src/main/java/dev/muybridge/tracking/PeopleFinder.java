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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds people in single pictures. The model's detector looks at 224x224 pixels, so in a whole picture it finds the one or two that are
 * largest; in tiles of the picture it finds the others too.
 */
final class PeopleFinder implements AutoCloseable {
    /** The most that is asked of the detector in one picture. */
    private static final int AT_ONCE = 4;

    /** Sides of the tiles, as fractions of the picture's short side. Neighbours share half their width. */
    private static final List<Double> ALL_TILES = List.of(1.0, 0.6);

    private static final List<Double> LARGE_TILES = List.of(1.0);

    /** Side of the square that is looked at around one person, torso lengths: room for the legs and for a step. */
    private static final double NEAR = 5;

    /** That side is a multiple of as many pixels, so that few sizes are needed. */
    private static final int GRAIN = 64;

    private static final int BYTES = 3;

    private final PoseDetector detector;
    private final PictureSize size;
    private final Map<Integer, RgbImage> tiles = new HashMap<>();

    PeopleFinder(PoseModel model, PictureSize size) {
        this.detector = model.newDetector(AT_ONCE);
        this.size = size;
    }

    /** The largest one or two people, and sometimes more. */
    List<Pose> largest(RgbImage image) {
        return distinct(detector.detect(image));
    }

    /** Also those who are no smaller than a fifth of the picture's short side or so. */
    List<Pose> larger(RgbImage image) {
        return inTiles(image, LARGE_TILES);
    }

    /** Everyone who can be found, and now and then something that is nobody. */
    List<Pose> everyone(RgbImage image) {
        return inTiles(image, ALL_TILES);
    }

    /** Who is where {@code last} was, or near. */
    List<Pose> near(RgbImage image, Pose last) {
        Torso torso = Torso.of(last, size);
        int shortSide = Math.min(image.width(), image.height());
        int wanted = (int) Math.ceil(NEAR * torso.length() / GRAIN) * GRAIN;
        int side = Math.max(Math.min(GRAIN, shortSide), Math.min(wanted, shortSide));
        RgbImage tile = tile(side);
        int left = within(torso.centre().x() - side / 2.0, image.width() - side);
        int top = within(torso.centre().y() - side / 2.0, image.height() - side);
        cut(image, left, top, tile);
        return distinct(detector.detect(tile).stream()
                .map(pose -> inWhole(pose, image, left, top, side))
                .toList());
    }

    private static int within(double start, int last) {
        return (int) Math.max(0, Math.min(last, Math.round(start)));
    }

    private List<Pose> inTiles(RgbImage image, List<Double> shares) {
        List<Pose> found = new ArrayList<>(detector.detect(image));
        for (double share : shares) {
            int side = (int) Math.round(share * Math.min(image.width(), image.height()));
            RgbImage tile = tile(side);
            for (int top : starts(image.height(), side)) {
                for (int left : starts(image.width(), side)) {
                    cut(image, left, top, tile);
                    detector.detect(tile).forEach(pose -> found.add(inWhole(pose, image, left, top, side)));
                }
            }
        }
        return distinct(found);
    }

    /** A picture of that size, the same one each time. */
    private RgbImage tile(int side) {
        return tiles.computeIfAbsent(
                side, length -> new RgbImage(ByteBuffer.allocateDirect(length * length * BYTES), length, length));
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
