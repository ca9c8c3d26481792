package dev.muybridge.pose;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The length of one tick of a video's own clock, in seconds, as the fraction {@code num / den}.
 *
 * @param num seconds, numerator; positive
 * @param den seconds, denominator; positive
 */
public record TimeBase(int num, int den) {
    public TimeBase {
        if (num <= 0 || den <= 0) {
            throw new IllegalArgumentException("time base must be positive, was " + num + "/" + den);
        }
    }

    /**
     * {@code ticks} in microseconds, rounded to the nearest (halves away from zero), without loss of precision on the way.
     *
     * @throws ArithmeticException when the result does not fit 64 bits
     */
    public long toMicros(long ticks) {
        return scale(ticks, 1_000_000L);
    }

    /**
     * {@code ticks} in milliseconds, rounded to the nearest (halves away from zero).
     *
     * @throws ArithmeticException when the result does not fit 64 bits
     */
    public long toMillis(long ticks) {
        return scale(ticks, 1_000L);
    }

    /** {@code ticks} in seconds, as close as a double can get. */
    public double toSeconds(long ticks) {
        return (double) ticks * num / den;
    }

    /** The number of ticks nearest to {@code seconds}, which must be finite. */
    public long ticksOf(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw new IllegalArgumentException("seconds must be a finite number, was " + seconds);
        }
        return Math.round(seconds * den / num);
    }

    private long scale(long ticks, long unitsPerSecond) {
        BigInteger numerator = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(num))
                .multiply(BigInteger.valueOf(unitsPerSecond));
        return new BigDecimal(numerator)
                .divide(BigDecimal.valueOf(den), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    @Override
    public String toString() {
        return num + "/" + den;
    }
}
