package dev.muybridge.render;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The typeface that comes with the program. All digits have one width. Thread-safe. */
final class Typeface {
    /** Height of a capital letter or digit, as a fraction of the type's size. */
    static final double CAP_HEIGHT = 1456.0 / 2048;

    private static final String RESOURCE = "Roboto-Medium.ttf";

    private final TrueTypeOutlines font;
    private final ConcurrentMap<Character, Glyph> glyphs = new ConcurrentHashMap<>();

    private Typeface(TrueTypeOutlines font) {
        this.font = font;
    }

    static Typeface load() {
        try (InputStream in = Typeface.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the font " + RESOURCE + " is missing beside " + Typeface.class);
            }
            return new Typeface(new TrueTypeOutlines(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pixels that {@code text} takes from left to right at that size. */
    double width(String text, double size) {
        int units = 0;
        for (int i = 0; i < text.length(); i++) {
            units += glyph(text.charAt(i)).advance();
        }
        return units * size / font.unitsPerEm();
    }

    /** The shape of {@code text} at that size, its baseline starting at 0, 0. */
    Shape outline(String text, double size) {
        Path2D line = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int pen = 0;
        for (int i = 0; i < text.length(); i++) {
            Glyph glyph = glyph(text.charAt(i));
            line.append(glyph.shape().getPathIterator(AffineTransform.getTranslateInstance(pen, 0)), false);
            pen += glyph.advance();
        }
        double scale = size / font.unitsPerEm();
        line.transform(AffineTransform.getScaleInstance(scale, scale));
        return line;
    }

    private Glyph glyph(char c) {
        return glyphs.computeIfAbsent(c, key -> {
            int glyph = font.glyph(key);
            return new Glyph(font.outline(glyph), font.advance(glyph));
        });
    }

    private record Glyph(Path2D shape, int advance) {}
}
