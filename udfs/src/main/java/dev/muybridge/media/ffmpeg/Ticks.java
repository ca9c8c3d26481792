package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Converts times from one clock to another. */
final class Ticks {
    private Ticks() {}

    /** {@code ticks} of {@code from} in ticks of {@code to}, rounded to the nearest, exact for any 64-bit input. */
    static long rescale(long ticks, TimeBase from, TimeBase to) {
        if (from.equals(to)) {
            return ticks;
        }
        BigInteger up = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(from.num()))
                .multiply(BigInteger.valueOf(to.den()));
        BigInteger down = BigInteger.valueOf(from.den()).multiply(BigInteger.valueOf(to.num()));
        return new BigDecimal(up)
                .divide(new BigDecimal(down), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
