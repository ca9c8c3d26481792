package dev.muybridge.render.planes;

import java.awt.Rectangle;

/**
 * A piece of drawing that lies over a part of the frame.
 *
 * @param argb pixels with colours multiplied by their opacity (as TYPE_INT_ARGB_PRE)
 * @param offset of the target's upper left pixel in {@code argb}
 * @param scan pixels from one row to the next in {@code argb}
 * @param target where it lies in the frame: even x, y, width and height
 */
public record Patch(int[] argb, int offset, int scan, Rectangle target) {
    public Patch {
        if (((target.x | target.y | target.width | target.height) & 1) != 0) {
            throw new IllegalArgumentException("a patch covers whole blocks of 2x2 pixels, was " + target);
        }
        long end = offset + (target.height - 1L) * scan + target.width;
        if (!target.isEmpty() && (offset < 0 || scan < target.width || end > argb.length)) {
            throw new IllegalArgumentException(argb.length + " pixels in rows of " + scan + " have no " + target.width
                    + "x" + target.height + " from pixel " + offset + " on");
        }
    }
}
