package dev.muybridge.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What each further frame takes: a long piece of work less a short one, so that what does not depend on the length drops out.
 *
 * @param few the short one
 * @param many the long one, which has more frames
 */
record Marginal(Effort few, Effort many) {
    Marginal {
        if (many.frames() <= few.frames()) {
            throw new IllegalArgumentException(
                    "the long one has more frames than " + few.frames() + ", had " + many.frames());
        }
    }

    long frames() {
        return many.frames() - few.frames();
    }

    double framesPerSecond() {
        return frames() / (many.seconds() - few.seconds());
    }

    /** Start and end: what would be left of either if it had no frame. */
    double startSeconds() {
        return few.seconds() - few.frames() / framesPerSecond();
    }

    /** CPU time of a further frame in each step or process, in milliseconds. */
    Map<String, Double> cpuMillis() {
        Map<String, Double> millis = new TreeMap<>();
        many.cpuSeconds()
                .forEach((step, seconds) ->
                        millis.put(step, (seconds - few.cpuSeconds().getOrDefault(step, 0.0)) * 1000 / frames()));
        return millis;
    }

    /** The share of the frames in which somebody was found, 0..1. */
    double found() {
        return (double) many.found() / many.frames();
    }
}
