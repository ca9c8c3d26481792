package dev.muybridge.tracking;

import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Pose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds people in single pictures. The model's detector sees 224x224 pixels, so in the whole picture it finds the largest one or
 * two people; in tiles of the picture it also finds the others.
 */
final class PeopleFinder implements AutoCloseable {
    /** The most people that the detector is asked for in one picture. */
    private static final int AT_ONCE = 4;

    /** The side length to which the detector scales every picture, in pixels. */
    private static final int DETECTORS_SIDE = 224;

    /** Side lengths of the tiles, as fractions of the picture's short side. Neighbouring tiles overlap by half. */
    private static final double LARGE_TILES = 1;

    private static final double SMALL_TILES = 0.6;

    /** Least side length of the square searched around one person, in torso lengths: room for the legs and for a step. */
    private static final double NEAR = 5;

    /** Where to look for newcomers. */
    enum Look {
        /** In the whole picture, which finds large people. */
        WIDE,
        /** In tiles, which also find people no larger than about a third of the picture's short side. */
        CLOSE,
        /** In both. */
        BOTH
    }

    private final PoseDetector detector;
    private final PictureSize size;
    private final Retouch retouch;
    private final Window whole;
    private final List<Window> largeTiles;
    private final List<Window> smallTiles;
    /** Buffers for parts of the picture, by size, each used again and again. */
    private final Map<PictureSize, RgbImage> parts = new HashMap<>();

    PeopleFinder(PoseModel model, PictureSize size, Retouch retouch) {
        this.detector = model.newDetector(AT_ONCE);
        this.size = size;
        this.retouch = retouch;
        this.whole = new Window(0, 0, size.width(), size.height());
        this.largeTiles = tiles(LARGE_TILES);
        this.smallTiles = tiles(SMALL_TILES);
    }

    /** The one or two largest people. */
    List<Pose> largest(RgbImage image) {
        return distinct(detector.detect(image));
    }

    /** Everyone who can be found, and occasionally something that is not a person. */
    List<Pose> everyone(RgbImage image) {
        List<Pose> found = new ArrayList<>(largest(image));
        found.addAll(others(image, found, largeTiles));
        found.addAll(others(image, found, smallTiles));
        return distinct(found);
    }

    /** The people other than {@code known}. */
    List<Pose> newcomers(RgbImage image, List<Pose> known, Look look) {
        List<Window> parts = new ArrayList<>();
        if (look != Look.CLOSE || largeTiles.isEmpty()) {
            parts.add(whole);
        }
        if (look != Look.WIDE) {
            parts.addAll(largeTiles);
        }
        return distinct(others(image, known, parts));
    }

    /** The people other than {@code known} in these parts of the picture. */
    private List<Pose> others(RgbImage image, List<Pose> known, List<Window> parts) {
        if (known.isEmpty()) {
            return parts.stream().flatMap(part -> in(image, part).stream()).toList();
        }
        RgbImage others = retouch.picture(image, null, known, null);
        // The remaining foot or hand of an erased person would be taken for a small person.
        return parts.stream()
                .flatMap(part -> in(others, part).stream())
                .filter(pose -> !retouch.hides(pose))
                .toList();
    }

    /** The people at or near the place where {@code last} was. */
    List<Pose> near(RgbImage image, Pose last) {
        Torso torso = Torso.of(last, size);
        double side = NEAR * torso.length();
        boolean large = side > Math.min(size.width(), size.height());
        return distinct(in(image, large ? whole : Window.close(torso.centre(), side, size)));
    }

    /**
     * Squares of this share of the picture's short side, but not the whole picture. None if they would be smaller than what the
     * detector sees, because anyone small in them would have too few pixels for a pose.
     */
    private List<Window> tiles(double share) {
        List<Window> tiles = new ArrayList<>();
        int side = (int) Math.round(share * Math.min(size.width(), size.height()));
        if (side < DETECTORS_SIDE) {
            return tiles;
        }
        for (int top : starts(size.height(), side)) {
            for (int left : starts(size.width(), side)) {
                tiles.add(new Window(left, top, side, side));
            }
        }
        tiles.remove(whole);
        return tiles;
    }

    private List<Pose> in(RgbImage image, Window window) {
        if (window.equals(whole)) {
            return detector.detect(image);
        }
        RgbImage part = parts.computeIfAbsent(new PictureSize(window.width(), window.height()), any -> window.blank());
        return detector.detect(window.copy(image, part)).stream()
                .map(pose -> window.inWhole(pose, size))
                .toList();
    }

    /** First pixels of tiles that cover {@code length} and overlap by at least half. */
    static List<Integer> starts(int length, int side) {
        int gaps = (int) Math.ceil((length - side) / (side / 2.0));
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i <= gaps; i++) {
            starts.add(gaps == 0 ? 0 : (int) Math.round((double) i * (length - side) / gaps));
        }
        return starts;
    }

    /** For each person, the detection in which they are seen best. */
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

    /** In one picture, one person can almost hide another, but their bodies still differ. */
    private boolean isSame(Pose a, Pose b) {
        return Torso.of(a, size).distance(Torso.of(b, size)) < Bodies.SAME_PERSON
                && Bodies.distanceOfSides(a, b, size) < Bodies.SAME_POSE;
    }

    @Override
    public void close() {
        detector.close();
    }
}
