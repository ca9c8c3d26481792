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
    private static final double LARGE_TILES = 1;

    private static final double SMALL_TILES = 0.6;

    /** Side of the square that is looked at around one person, torso lengths: room for the legs and for a step. */
    private static final double NEAR = 5;

    /** That side is a multiple of as many pixels, so that few sizes are needed. */
    private static final int GRAIN = 64;

    private static final int BYTES = 3;

    private final PoseDetector detector;
    private final PictureSize size;
    /** By their side, each used again and again. */
    private final Map<Integer, RgbImage> parts = new HashMap<>();

    PeopleFinder(PoseModel model, PictureSize size) {
        this.detector = model.newDetector(AT_ONCE);
        this.size = size;
    }

    /** The one or two largest. */
    List<Pose> largest(RgbImage image) {
        return distinct(detector.detect(image));
    }

    /** Who is no smaller than a third of the picture's short side or so, and some who are. */
    List<Pose> larger(RgbImage image) {
        List<Pose> found = new ArrayList<>(detector.detect(image));
        found.addAll(inTiles(image, LARGE_TILES));
        return distinct(found);
    }

    /** Everyone who can be found, and now and then something that is nobody. */
    List<Pose> everyone(RgbImage image) {
        List<Pose> found = new ArrayList<>(larger(image));
        found.addAll(inTiles(image, SMALL_TILES));
        return distinct(found);
    }

    /** Who is where {@code last} was, or near. */
    List<Pose> near(RgbImage image, Pose last) {
        Torso torso = Torso.of(last, size);
        int shortSide = Math.min(image.width(), image.height());
        int wanted = (int) Math.ceil(NEAR * torso.length() / GRAIN) * GRAIN;
        int side = Math.max(Math.min(GRAIN, shortSide), Math.min(wanted, shortSide));
        int left = within(torso.centre().x() - side / 2.0, image.width() - side);
        int top = within(torso.centre().y() - side / 2.0, image.height() - side);
        return distinct(inTile(image, new Tile(left, top, side)));
    }

    private static int within(double start, int last) {
        return (int) Math.max(0, Math.min(last, Math.round(start)));
    }

    private List<Pose> inTiles(RgbImage image, double share) {
        List<Pose> found = new ArrayList<>();
        int side = (int) Math.round(share * Math.min(image.width(), image.height()));
        for (int top : starts(image.height(), side)) {
            for (int left : starts(image.width(), side)) {
                found.addAll(inTile(image, new Tile(left, top, side)));
            }
        }
        return found;
    }

    /** A square part of a picture, in pixels. */
    private record Tile(int left, int top, int side) {}

    private List<Pose> inTile(RgbImage image, Tile tile) {
        int side = tile.side();
        RgbImage part = parts.computeIfAbsent(
                side, length -> new RgbImage(ByteBuffer.allocateDirect(length * length * BYTES), length, length));
        int row = side * BYTES;
        for (int y = 0; y < side; y++) {
            part.pixels().put(y * row, image.pixels(), ((tile.top() + y) * image.width() + tile.left()) * BYTES, row);
        }
        return detector.detect(part).stream()
                .map(pose -> inWhole(pose, image, tile))
                .toList();
    }

    private static Pose inWhole(Pose pose, RgbImage image, Tile tile) {
        List<Landmark> landmarks = pose.landmarks().stream()
                .map(point -> new Landmark(
                        (tile.left() + point.x() * tile.side()) / image.width(),
                        (tile.top() + point.y() * tile.side()) / image.height(),
                        point.z() * tile.side() / image.width(),
                        point.visibility(),
                        point.presence()))
                .toList();
        return new Pose(landmarks, pose.worldLandmarks());
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

    /** Of those that are the same person the one that is seen best. */
    private List<Pose> distinct(List<Pose> found) {
        List<Pose> people = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparingDouble(Bodies::visibility).reversed())
                .forEach(pose -> {
                    if (people.stream().noneMatch(other -> isSame(other, pose))) {
                        people.add(pose);
                    }
                });
        return people;
    }

    /** In one picture two people can stand so that the one nearly hides the other, and their bodies still differ. */
    private boolean isSame(Pose a, Pose b) {
        return Torso.of(a, size).distance(Torso.of(b, size)) < Bodies.SAME_PERSON
                && Bodies.distance(a, b, size) < Bodies.SAME_POSE;
    }

    @Override
    public void close() {
        detector.close();
    }
}
