package dev.muybridge.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * When to kill: some seconds from now, or some milliseconds after a file of some kind has appeared in OUTPUT, since otherwise
 * what takes little time would hardly ever be hit.
 */
sealed interface Moment {
    /** One in two is aimed. */
    static Moment random(Random random, double withinSeconds) {
        if (random.nextBoolean()) {
            return new After(random.nextDouble() * withinSeconds);
        }
        String name = Appears.NAMES.get(random.nextInt(Appears.NAMES.size()));
        return new Appears(name, random.nextInt(Appears.MOST_MILLIS), 2 * withinSeconds);
    }

    /** Waits for it; returns whether {@code process} was still alive then. */
    boolean await(Process process, ChaosOutput output) throws IOException, InterruptedException;

    /** Some seconds from now. */
    record After(double seconds) implements Moment {
        @Override
        public boolean await(Process process, ChaosOutput output) throws InterruptedException {
            return !process.waitFor((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s on", seconds);
        }
    }

    /**
     * When there is one file more than now, or after some seconds if none comes.
     *
     * @param name what its path below OUTPUT contains
     * @param millis to wait then
     * @param atMost seconds
     */
    record Appears(String name, int millis, double atMost) implements Moment {
        private static final int MOST_MILLIS = 30;
        private static final int POLL_MILLIS = 5;

        /** Staged files, those that are written out of sight, the journal, the mark before the row, and what is published. */
        private static final List<String> NAMES = List.of(
                ".poses",
                ".rows",
                ".pictures",
                "/join-",
                ".inprogress.",
                "/journal",
                "/row-is-next",
                "annotated/",
                "videos/",
                "chk-");

        @Override
        public boolean await(Process process, ChaosOutput output) throws IOException, InterruptedException {
            long end = System.nanoTime() + (long) (atMost * 1e9);
            long before = output.count(name);
            while (process.isAlive() && System.nanoTime() < end) {
                long now = output.count(name);
                if (now > before) {
                    Thread.sleep(millis);
                    return process.isAlive();
                }
                before = Math.min(before, now);
                Thread.sleep(POLL_MILLIS);
            }
            return process.isAlive();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d ms after %s appeared", millis, name);
        }
    }
}
