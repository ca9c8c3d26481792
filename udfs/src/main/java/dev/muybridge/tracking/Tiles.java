package dev.muybridge.tracking;

import dev.muybridge.inference.PoseTensors;
import dev.muybridge.media.Square;
import dev.muybridge.motion.PictureSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the detector looks. It sees so few pixels that in the whole picture it finds the one or two largest people; in tiles of the
 * picture it also finds the others. All places are fixed on the picture, not on the people, so that two trackers look at the same.
 */
final class Tiles {
    /** Sides of the tiles, as fractions of the picture's short side. Neighbours overlap by half. */
    private static final double LARGE = 1;

    private static final double SMALL = 0.6;

    /** The detector's own picture, pixels; anyone small in a smaller tile would have too few pixels for a pose. */
    private static final int LEAST = PoseTensors.DETECTOR_SIDE;

    /** The window around somebody who is lost, in sides of their region. */
    private static final double WINDOW = 2;

    private static final int LEAST_WINDOW = 64;

    /** Corners of windows lie on a lattice of so many steps in a side. */
    private static final int STEPS = 4;

    private final PictureSize size;

    Tiles(PictureSize size) {
        this.size = size;
    }

    /**
     * The whole picture and its tiles.
     *
     * @param closely whether in small tiles too
     */
    List<Square> everywhere(boolean closely) {
        List<Square> squares = new ArrayList<>();
        squares.add(new Square(size.width() / 2.0, size.height() / 2.0, Math.max(size.width(), size.height()), 0));
        addTiles(LARGE, squares);
        if (closely) {
            addTiles(SMALL, squares);
        }
        return squares;
    }

    private void addTiles(double share, List<Square> squares) {
        int side = (int) Math.round(share * Math.min(size.width(), size.height()));
        boolean whole = side == Math.max(size.width(), size.height());
        if (side >= LEAST && !whole) {
            for (int top : starts(size.height(), side)) {
                for (int left : starts(size.width(), side)) {
                    squares.add(square(left, top, side));
                }
            }
        }
    }

    /** A square around a region, larger than it unless the picture is too small. */
    Square around(Region region) {
        double wanted = StrictMath.pow(2, StrictMath.rint(2 * Region.log2(region.side() * WINDOW)) / 2);
        int most = Math.min(size.width(), size.height());
        int side = (int) Math.min(Math.max(Math.round(wanted), LEAST_WINDOW), most);
        int step = Math.max(1, side / STEPS);
        return square(start(region.x(), side, step, size.width()), start(region.y(), side, step, size.height()), side);
    }

    private static int start(double centre, int side, int step, int length) {
        double nearest = StrictMath.rint((centre - side / 2.0) / step) * step;
        return (int) Math.max(0, Math.min(length - side, nearest));
    }

    private static Square square(int left, int top, int side) {
        return new Square(left + side / 2.0, top + side / 2.0, side, 0);
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
}
