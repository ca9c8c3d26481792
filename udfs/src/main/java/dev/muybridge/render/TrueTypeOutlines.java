package dev.muybridge.render;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads glyph outlines from a TrueType file: the tables cmap (format 4), glyf, head, hhea, hmtx and loca (long form), which is
 * what the font that comes with the program has. Immutable and thread-safe.
 *
 * <p>Why not {@link java.awt.Font}: even for a font given as a file it first asks fontconfig for the machine's fonts and fails where
 * there are none. This class touches nothing outside the bytes it is given.
 */
final class TrueTypeOutlines {
    private static final int ON_CURVE = 0x01;
    private static final int ARGS_ARE_WORDS = 0x01;
    private static final int MORE_COMPONENTS = 0x20;
    private static final int ONE_SCALE = 0x08;
    private static final int TWO_SCALES = 0x40;
    private static final int MATRIX = 0x80;

    private final ByteBuffer data;
    private final Map<String, Integer> tables = new HashMap<>();
    private final int cmap;
    private final int longMetrics;

    TrueTypeOutlines(byte[] file) {
        data = ByteBuffer.wrap(file.clone());
        for (int i = 0, count = u16(4); i < count; i++) {
            int entry = 12 + 16 * i;
            tables.put(new String(file, entry, 4, StandardCharsets.US_ASCII), data.getInt(entry + 8));
        }
        if (u16(table("head") + 50) != 1) {
            throw new IllegalArgumentException("font: glyph places must be in the long form");
        }
        cmap = characterMap();
        longMetrics = u16(table("hhea") + 34);
    }

    /** Font units in the size of the type (em). */
    int unitsPerEm() {
        return u16(table("head") + 18);
    }

    /** The number of the glyph that shows {@code c}; 0, the "missing" glyph, where the font has none. */
    int glyph(char c) {
        int segments = u16(cmap + 6) / 2;
        for (int i = 0; i < segments; i++) {
            int ends = cmap + 14 + 2 * i;
            int starts = ends + 2 * segments + 2;
            if (c > u16(ends)) {
                continue;
            }
            if (c < u16(starts)) {
                return 0;
            }
            int delta = u16(starts + 2 * segments);
            int offsetAt = starts + 4 * segments;
            int offset = u16(offsetAt);
            if (offset == 0) {
                return (c + delta) & 0xFFFF;
            }
            int found = u16(offsetAt + offset + 2 * (c - u16(starts)));
            return found == 0 ? 0 : (found + delta) & 0xFFFF;
        }
        return 0;
    }

    /** How far the pen moves on after that glyph, in font units. */
    int advance(int glyph) {
        return u16(table("hmtx") + 4 * Math.min(glyph, longMetrics - 1));
    }

    /** The shape of that glyph in font units, y downwards, the baseline at 0. */
    Path2D outline(int glyph) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int from = data.getInt(table("loca") + 4 * glyph);
        int to = data.getInt(table("loca") + 4 * glyph + 4);
        if (from < to) {
            append(table("glyf") + from, path);
        }
        return path;
    }

    private void append(int at, Path2D path) {
        int contours = data.getShort(at);
        if (contours < 0) {
            appendComponents(at + 10, path);
            return;
        }
        Points points = points(at + 10, contours);
        int first = 0;
        for (int i = 0; i < contours; i++) {
            int last = u16(at + 10 + 2 * i);
            points.appendContour(first, last, path);
            first = last + 1;
        }
    }

    private void appendComponents(int start, Path2D path) {
        int at = start;
        int flags;
        do {
            flags = u16(at);
            Path2D part = outline(u16(at + 2));
            boolean words = (flags & ARGS_ARE_WORDS) != 0;
            int dx = words ? data.getShort(at + 4) : data.get(at + 4);
            int dy = words ? data.getShort(at + 6) : data.get(at + 5);
            at += words ? 8 : 6;
            double xScale = 1;
            double yScale = 1;
            if ((flags & ONE_SCALE) != 0) {
                xScale = fraction(at);
                yScale = xScale;
                at += 2;
            } else if ((flags & TWO_SCALES) != 0) {
                xScale = fraction(at);
                yScale = fraction(at + 2);
                at += 4;
            } else if ((flags & MATRIX) != 0) {
                throw new IllegalArgumentException("font: turned parts of glyphs are not read");
            }
            path.append(part.getPathIterator(new AffineTransform(xScale, 0, 0, yScale, dx, -dy)), false);
        } while ((flags & MORE_COMPONENTS) != 0);
    }

    /** A number from -2 to 2 in 16 bits. */
    private double fraction(int at) {
        return data.getShort(at) / 16384.0;
    }

    private Points points(int ends, int contours) {
        int count = u16(ends + 2 * contours - 2) + 1;
        int at = ends + 2 * contours + 2 + u16(ends + 2 * contours);
        byte[] flags = new byte[count];
        for (int i = 0; i < count; i++) {
            byte flag = data.get(at++);
            flags[i] = flag;
            if ((flag & 0x08) != 0) {
                for (int repeat = data.get(at++) & 0xFF; repeat > 0; repeat--) {
                    flags[++i] = flag;
                }
            }
        }
        Points points = new Points(new int[count], new int[count], new boolean[count]);
        at = coordinates(at, flags, 0x02, points.x());
        coordinates(at, flags, 0x04, points.y());
        for (int i = 0; i < count; i++) {
            points.onCurve()[i] = (flags[i] & ON_CURVE) != 0;
            points.y()[i] = -points.y()[i];
        }
        return points;
    }

    /** Reads one axis; {@code shortBit} is its "one byte" flag, and the flag three bits higher its "same or positive". */
    private int coordinates(int start, byte[] flags, int shortBit, int[] into) {
        int at = start;
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            boolean sameOrPositive = (flags[i] & shortBit << 3) != 0;
            if ((flags[i] & shortBit) != 0) {
                int step = data.get(at++) & 0xFF;
                value += sameOrPositive ? step : -step;
            } else if (!sameOrPositive) {
                value += data.getShort(at);
                at += 2;
            }
            into[i] = value;
        }
        return at;
    }

    private int characterMap() {
        int table = table("cmap");
        for (int i = 0, count = u16(table + 2); i < count; i++) {
            int subtable = table + data.getInt(table + 4 + 8 * i + 4);
            if (u16(subtable) == 4) {
                return subtable;
            }
        }
        throw new IllegalArgumentException("font: no character map of format 4");
    }

    private int table(String name) {
        Integer at = tables.get(name);
        if (at == null) {
            throw new IllegalArgumentException("font: no table " + name);
        }
        return at;
    }

    private int u16(int at) {
        return data.getShort(at) & 0xFFFF;
    }

    /** The control points of one glyph. */
    private record Points(int[] x, int[] y, boolean[] onCurve) {
        void appendContour(int first, int last, Path2D path) {
            // Between two control points off the curve lies one on it, half way, that the file does not spell out.
            double startX = onCurve[first] ? x[first] : onCurve[last] ? x[last] : (x[first] + x[last]) / 2.0;
            double startY = onCurve[first] ? y[first] : onCurve[last] ? y[last] : (y[first] + y[last]) / 2.0;
            path.moveTo(startX, startY);
            int count = last - first + 1;
            for (int i = 0; i < count; i++) {
                int here = first + i;
                int next = first + (i + 1) % count;
                if (onCurve[here]) {
                    path.lineTo(x[here], y[here]);
                } else if (onCurve[next]) {
                    path.quadTo(x[here], y[here], x[next], y[next]);
                } else {
                    path.quadTo(x[here], y[here], (x[here] + x[next]) / 2.0, (y[here] + y[next]) / 2.0);
                }
            }
            path.closePath();
        }
    }
}
