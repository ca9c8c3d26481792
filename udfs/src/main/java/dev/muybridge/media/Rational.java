package dev.muybridge.media;

/** A fraction as containers store them; {@code den} is positive. */
public record Rational(int num, int den) {
    public Rational {
        if (den <= 0) {
            throw new IllegalArgumentException("denominator must be positive, was " + den);
        }
    }
}
