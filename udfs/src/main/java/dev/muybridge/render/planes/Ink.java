package dev.muybridge.render.planes;

import java.util.List;

/**
 * Lines of one colour, which lies over them once, however often they cross.
 *
 * @param argb the colour as 0xAARRGGBB, not multiplied by its opacity
 * @param strokes the lines
 */
public record Ink(int argb, List<Stroke> strokes) {
    public Ink {
        strokes = List.copyOf(strokes);
    }
}
