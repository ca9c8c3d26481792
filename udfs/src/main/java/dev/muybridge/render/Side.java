package dev.muybridge.render;

import java.awt.Color;

/** Which half of the body, from the person's own point of view, in a pair of colours that colour-blind people tell apart. */
enum Side {
    LEFT(new Color(0xFF9A1F)),
    RIGHT(new Color(0x35A8FF)),
    MIDDLE(new Color(0xF4F6F8));

    private final Color colour;

    Side(Color colour) {
        this.colour = colour;
    }

    Color colour() {
        return colour;
    }

    /** The colour with that opacity, 0..1. */
    Color colour(double opacity) {
        return fade(colour, opacity);
    }

    /** {@code colour} with that opacity, 0..1, in place of its own. */
    static Color fade(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
    }
}
