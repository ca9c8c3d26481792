package dev.muybridge.tracking;

import dev.muybridge.inference.Tensors;
import dev.muybridge.media.Square;
import dev.muybridge.motion.PictureSize;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Models for pictures in which a person is one pixel in the middle of their trunk. The landmark model is the worst there can be: of
 * those whom it sees around the middle it takes the largest, whomever it took before; it knows nobody who is turned by far; and where
 * it sees them depends a little on where it looks. The detector finds everybody who is large enough in a square.
 */
final class MadeUpWorld {
    private static final byte MARK = (byte) 255;
    private static final int GREEN = 1;

    /** How far from the middle the landmark model sees somebody, in sides. */
    private static final double AROUND = 0.25;

    /** How far a body may be turned against the region, degrees. */
    private static final double TURN = 40;

    /** By how much the model draws a body to the middle of its picture. */
    private static final double PULL = 0.02;

    /** Smallest height in a square that the detector sees, in sides. */
    private static final double LEAST = 0.2;

    boolean detectorIsBlind;

    /** The landmark model takes whoever is nearest to the middle, not the largest. */
    boolean nearestIsTaken;

    /** The detector is surer of smaller people, not of larger ones. */
    boolean smallerIsSurer;

    private List<Someone> people = List.of();
    private CutPicture picture = picture(400, 400);

    /** Shows these people from now on. */
    CutPicture picture(Someone... now) {
        people = List.of(now);
        picture = picture(400, 400);
        return picture;
    }

    private CutPicture picture(int width, int height) {
        return new CutPicture(width, height, this::paint);
    }

    private void paint(Square square, int side, ByteBuffer rgb) {
        for (Someone person : people) {
            int mark = mark(person, square, side);
            if (mark >= 0) {
                rgb.put(mark, MARK);
            }
        }
    }

    /** The byte of a person's pixel, or -1 if it is not in the square. */
    private static int mark(Someone person, Square square, int side) {
        double[] inside = inside(person.centre(), square);
        int column = (int) Math.floor(inside[0] * side);
        int row = (int) Math.floor(inside[1] * side);
        boolean isIn = column >= 0 && column < side && row >= 0 && row < side;
        return isIn ? (row * side + column) * 3 + GREEN : -1;
    }

    /** Sides of the square from its left top corner. */
    private static double[] inside(double[] place, Square square) {
        double right = (place[0] - square.x()) / square.side();
        double down = (place[1] - square.y()) / square.side();
        double cos = Math.cos(square.radians());
        double sin = Math.sin(square.radians());
        return new double[] {0.5 + cos * right + sin * down, 0.5 + cos * down - sin * right};
    }

    AnsweringModel detector() {
        return AnsweringModel.detector(rgb -> detect(picture.shownIn(rgb)));
    }

    private Tensors detect(Square square) {
        DetectorTensors tensors = new DetectorTensors();
        for (int i = 0; i < people.size() && !detectorIsBlind; i++) {
            Someone person = people.get(i);
            double size = person.height() / square.side();
            double[] hips = inside(person.place(Someone.HIPS), square);
            double[] top = inside(person.place(Someone.TOP), square);
            if (size >= LEAST && isBetween(hips[0], 0, 1) && isBetween(hips[1], 0, 1)) {
                tensors.body(
                        50 * i,
                        smallerIsSurer ? 3 - size : 1 + size,
                        new DetectorTensors.Box(hips[0], hips[1], top[0], top[1], size / 2));
            }
        }
        return tensors.tensors();
    }

    AnsweringModel landmarks() {
        return AnsweringModel.landmarks(rgb -> look(picture.shownIn(rgb), rgb));
    }

    private Tensors look(Square square, ByteBuffer rgb) {
        Comparator<Someone> order = nearestIsTaken
                ? Comparator.comparingDouble(person -> -Math.hypot(person.x() - square.x(), person.y() - square.y()))
                : Comparator.comparingDouble(Someone::height);
        Optional<Someone> taken =
                people.stream().filter(person -> isShown(person, square, rgb)).max(order);
        boolean known = taken.isPresent() && turn(taken.get(), square) < TURN;
        LandmarkTensors tensors = new LandmarkTensors(known ? taken.get().presence() : 0);
        for (int i = 0; i < Someone.POINTS && known; i++) {
            double[] hips = inside(taken.get().place(Someone.HIPS), square);
            double[] point = inside(taken.get().place(i), square);
            tensors.place(i, 256 * (point[0] + PULL * (0.5 - hips[0])), 256 * (point[1] + PULL * (0.5 - hips[1])));
            tensors.depth(i, 0, taken.get().visibility(), 5);
        }
        return tensors.tensors();
    }

    private static boolean isShown(Someone person, Square square, ByteBuffer rgb) {
        int mark = mark(person, square, 256);
        double[] hips = inside(person.place(Someone.HIPS), square);
        return mark >= 0
                && rgb.get(mark) == MARK
                && isBetween(hips[0], 0.5 - AROUND, 0.5 + AROUND)
                && isBetween(hips[1], 0.5 - AROUND, 0.5 + AROUND);
    }

    private static double turn(Someone person, Square square) {
        return Math.abs(Math.IEEEremainder(person.degrees() - Math.toDegrees(square.radians()), 360));
    }

    private static boolean isBetween(double value, double least, double most) {
        return value >= least && value <= most;
    }

    /** A tracker that knows nobody. */
    PeopleTracker tracker() {
        return new PeopleTracker(detector(), landmarks());
    }

    /** The picture that is shown now. */
    Sight sight() {
        Tiles tiles = new Tiles(new PictureSize(picture.width(), picture.height()));
        return new Sight(picture, new BodyModel(landmarks()), new BodyDetector(detector()), tiles);
    }
}
