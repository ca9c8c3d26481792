package dev.muybridge.render;

import dev.muybridge.media.VideoFrame;

/**
 * Lays drawings over a frame's planes: Y pixel by pixel, U and V by blocks of 2x2. Pixels that nothing covers keep their bytes.
 * Rows go through reused arrays, which is faster than single accesses to native memory. One thread at a time.
 */
final class YuvBlender {
    private final int[] wy;
    private final int[] wu;
    private final int[] wv;
    private final byte[] upper;
    private final byte[] lower;
    private final byte[] u;
    private final byte[] v;

    /** The colour of one block that was weighed last, and what it gives; with nothing drawn everything is kept. */
    private int flat;

    private int flatKept = 255 * 257;
    private int flatY;
    private int flatU;
    private int flatV;

    /** For frames whose width, made even, is at most {@code evenWidth}. */
    YuvBlender(YuvWeights weights, int evenWidth) {
        wy = weights.y();
        wu = weights.u();
        wv = weights.v();
        upper = new byte[evenWidth];
        lower = new byte[evenWidth];
        u = new byte[evenWidth / 2];
        v = new byte[evenWidth / 2];
    }

    /** Lays {@code patch}, which must lie within the frame's size made even, over {@code frame}. */
    void blend(Patch patch, VideoFrame frame) {
        int width = patch.target().width;
        for (int row = 0; row < patch.target().height; row += 2) {
            int at = patch.offset() + row * patch.scan();
            int from = 0;
            while (from < width && empty(patch, at + from)) {
                from += 2;
            }
            int to = width;
            while (to > from && empty(patch, at + to - 2)) {
                to -= 2;
            }
            if (from < to) {
                blendRows(patch, row, new Span(from, to), frame);
            }
        }
    }

    /** Blends two rows of pixels, {@code row} of the patch being the upper one. */
    private void blendRows(Patch patch, int row, Span columns, VideoFrame frame) {
        int x = patch.target().x + columns.from();
        int y = patch.target().y + row;
        int width = columns.to() - columns.from();
        int upperAt = y * frame.stride(0) + x;
        int lowerAt = upperAt + frame.stride(0);
        int upperLength = room(frame, x, upperAt, width);
        int lowerLength = room(frame, x, lowerAt, width);
        int uAt = y / 2 * frame.stride(1) + x / 2;
        int vAt = y / 2 * frame.stride(2) + x / 2;
        frame.plane(0).get(upperAt, upper, 0, upperLength);
        if (lowerLength > 0) {
            frame.plane(0).get(lowerAt, lower, 0, lowerLength);
        }
        frame.plane(1).get(uAt, u, 0, width / 2);
        frame.plane(2).get(vAt, v, 0, width / 2);
        blendBlocks(patch, patch.offset() + row * patch.scan() + columns.from(), width);
        frame.plane(0).put(upperAt, upper, 0, upperLength);
        if (lowerLength > 0) {
            frame.plane(0).put(lowerAt, lower, 0, lowerLength);
        }
        frame.plane(1).put(uAt, u, 0, width / 2);
        frame.plane(2).put(vAt, v, 0, width / 2);
    }

    /** How many of {@code width} pixels of Y exist: with an odd size, the last column or row may have no place in the plane. */
    private static int room(VideoFrame frame, int x, int at, int width) {
        int inRow = Math.min(width, frame.stride(0) - x);
        return Math.max(0, Math.min(inRow, frame.plane(0).limit() - at));
    }

    private void blendBlocks(Patch patch, int at, int width) {
        int[] argb = patch.argb();
        int scan = patch.scan();
        for (int i = 0; i < width; i += 2) {
            int a = argb[at + i];
            int b = argb[at + i + 1];
            int c = argb[at + i + scan];
            int d = argb[at + i + scan + 1];
            if (a == b && a == c && a == d) {
                if (a != 0) {
                    blendFlat(i, a);
                }
                continue;
            }
            upper[i] = luma(upper[i], a);
            upper[i + 1] = luma(upper[i + 1], b);
            lower[i] = luma(lower[i], c);
            lower[i + 1] = luma(lower[i + 1], d);
            int opacity = (a >>> 24) + (b >>> 24) + (c >>> 24) + (d >>> 24);
            int red = (a >> 16 & 255) + (b >> 16 & 255) + (c >> 16 & 255) + (d >> 16 & 255);
            int green = (a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255);
            int blue = (a & 255) + (b & 255) + (c & 255) + (d & 255);
            int kept = (1020 - opacity) * 257;
            int half = i >> 1;
            u[half] = chroma(u[half], kept, weigh(wu, red, green, blue) + wu[3] * opacity);
            v[half] = chroma(v[half], kept, weigh(wv, red, green, blue) + wv[3] * opacity);
        }
    }

    /** A block of one colour: most are, and next to others of the same, so that colour is weighed once for all of them. */
    private void blendFlat(int i, int argb) {
        if (argb != flat) {
            flat = argb;
            int opacity = argb >>> 24;
            int red = argb >> 16 & 255;
            int green = argb >> 8 & 255;
            int blue = argb & 255;
            flatKept = (255 - opacity) * 257;
            flatY = weigh(wy, red, green, blue) + wy[3] * opacity;
            flatU = 4 * (weigh(wu, red, green, blue) + wu[3] * opacity);
            flatV = 4 * (weigh(wv, red, green, blue) + wv[3] * opacity);
        }
        int kept = flatKept;
        int drawn = flatY;
        upper[i] = sample((upper[i] & 255) * kept + drawn);
        upper[i + 1] = sample((upper[i + 1] & 255) * kept + drawn);
        lower[i] = sample((lower[i] & 255) * kept + drawn);
        lower[i + 1] = sample((lower[i + 1] & 255) * kept + drawn);
        int half = i >> 1;
        u[half] = chroma(u[half], 4 * kept, flatU);
        v[half] = chroma(v[half], 4 * kept, flatV);
    }

    private byte luma(byte before, int argb) {
        int opacity = argb >>> 24;
        // 65536 / 255 is 257 as near as a sample's precision asks for.
        return opacity == 0
                ? before
                : sample((before & 255) * (255 - opacity) * 257
                        + weigh(wy, argb >> 16 & 255, argb >> 8 & 255, argb & 255)
                        + wy[3] * opacity);
    }

    private static int weigh(int[] weights, int red, int green, int blue) {
        return weights[0] * red + weights[1] * green + weights[2] * blue;
    }

    /** The same for the mean of four pixels, of which {@code drawn} and what is {@code kept} are the sums. */
    private static byte chroma(byte before, int kept, int drawn) {
        return sample(((before & 255) * kept + drawn) >> 2);
    }

    private static byte sample(int times65536) {
        int value = (times65536 + 32768) >> 16;
        return (byte) ((value & ~255) == 0 ? value : value < 0 ? 0 : 255);
    }

    private static boolean empty(Patch patch, int at) {
        int[] argb = patch.argb();
        int below = at + patch.scan();
        return (argb[at] | argb[at + 1] | argb[below] | argb[below + 1]) == 0;
    }

    private record Span(int from, int to) {}
}
