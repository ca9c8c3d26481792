package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the same command again and again, kills parts of it at random moments, starts it again until it gets through, and
 * compares the results with those of an undisturbed run.
 */
final class Chaos {
    private static final int MOST_STARTS = 25;
    private static final long SPARE_SECONDS = 240;

    private final Path folder;
    private final Consumer<String> out;
    private final Random random;
    private final Deque<KillKind> deck = new ArrayDeque<>();
    private final Map<KillKind, Integer> kills = new EnumMap<>(KillKind.class);
    private final Map<OutputComparison.Kind, Integer> differences = new EnumMap<>(OutputComparison.Kind.class);
    private final List<String> otherProblems = new ArrayList<>();
    private int rounds;
    private int starts;
    private int code;
    private double seconds;
    private Path expected;

    /**
     * @param folder for everything it makes
     * @param dealt what is killed, in this order, except that those the current place cannot do wait for a later place
     * @param out receives a line for each kill and each round
     */
    Chaos(Path folder, List<KillKind> dealt, Random random, Consumer<String> out) {
        this.folder = folder;
        this.expected = folder;
        this.deck.addAll(dealt);
        this.random = random;
        this.out = out;
    }

    /** Runs undisturbed; everything else is measured against its results and how long it takes. */
    void learn(ChaosPlace place) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Path log = folder.resolve("undisturbed.log");
        ChaosOutput output = place.output("undisturbed");
        code = place.start(output, log).waitFor();
        seconds = (System.nanoTime() - begun) / 1e9;
        if (code != 0 && code != 3) {
            throw new IOException("the undisturbed run ended with code " + code + ": " + Files.readString(log));
        }
        place.aliveStill().forEach(left -> problem("still alive: " + left));
        expected = output.local();
        say("undisturbed: %.0f s, exit code %d", seconds, code);
    }

    /** Whether any kills are left that belong to {@code place}. */
    boolean hasKillsFor(ChaosPlace place) {
        return deck.stream().anyMatch(place::has);
    }

    /** From an empty OUTPUT to the end, with kills on the way. */
    void round(ChaosPlace place) throws IOException, InterruptedException {
        rounds++;
        ChaosOutput output = place.output("output-" + rounds);
        long begun = System.nanoTime();
        int startsBefore = starts;
        int killsBefore = made();
        int ended;
        do {
            starts++;
            Path log = folder.resolve("run-" + starts + ".log");
            Process process = place.start(output, log);
            boolean fatal = disturb(place, process, output);
            ended = await(process, place, log);
            if (ended != code && !fatal) {
                problem("a run that nothing had killed ended with code " + ended + ": " + log);
            }
            place.aliveStill().forEach(left -> problem("still alive: " + left));
        } while (ended != code && starts - startsBefore < MOST_STARTS);
        place.leftOvers().forEach(left -> problem("left over: " + left));
        int found = compare(output);
        say(
                "round %d: %d kills, %d starts, %.0f s: %s",
                rounds,
                made() - killsBefore,
                starts - startsBefore,
                (System.nanoTime() - begun) / 1e9,
                found == 0 ? "as undisturbed" : found + " differences; kept in " + output.local());
        if (found == 0) {
            output.delete();
        }
    }

    /** Kills until the command has ended or no kill is left; returns whether one was meant to end it. */
    private boolean disturb(ChaosPlace place, Process process, ChaosOutput output)
            throws IOException, InterruptedException {
        double within = seconds;
        for (int inThisRun = 0; hasKillsFor(place) && inThisRun < place.most(); ) {
            Moment moment = Moment.random(random, within);
            if (!moment.await(process, output)) {
                return false;
            }
            KillKind kind = next(place);
            ChaosPlace.Effect effect = place.kill(kind);
            if (effect == ChaosPlace.Effect.NONE) {
                continue; // not there yet
            }
            deck.removeFirstOccurrence(kind);
            kills.merge(kind, 1, Integer::sum);
            inThisRun++;
            say("kill %d (round %d, start %d): %s, %s", made(), rounds, starts, kind.title(), moment);
            if (effect == ChaosPlace.Effect.ENDS) {
                return true;
            }
            within = seconds / 4;
        }
        return false;
    }

    private KillKind next(ChaosPlace place) {
        return deck.stream().filter(place::has).findFirst().orElseThrow();
    }

    private int await(Process process, ChaosPlace place, Path log) throws IOException, InterruptedException {
        if (process.waitFor((long) (seconds * 10) + SPARE_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        problem("a run hangs: " + log);
        place.killRun();
        process.destroyForcibly();
        return process.waitFor();
    }

    private int compare(ChaosOutput output) throws IOException {
        List<OutputComparison.Difference> found = OutputComparison.differences(expected, output.local());
        for (OutputComparison.Difference difference : found) {
            differences.merge(difference.kind(), 1, Integer::sum);
            say("  %s %s: %s", difference.kind(), difference.file(), difference.what());
        }
        return found.size();
    }

    private void problem(String what) {
        otherProblems.add(what);
        say("  PROBLEM %s", what);
    }

    /** Prints the figures; returns whether everything is as in the undisturbed run. */
    boolean summary() {
        say("");
        kills.forEach((kind, number) -> say("%4d kills of %s", number, kind.title()));
        say("%4d kills, %d starts, %d rounds", made(), starts, rounds);
        for (OutputComparison.Kind kind : OutputComparison.Kind.values()) {
            say("%4d %s", differences.getOrDefault(kind, 0), kind.name().toLowerCase(Locale.ROOT));
        }
        say("%4d other problems", otherProblems.size());
        return differences.isEmpty() && otherProblems.isEmpty();
    }

    private int made() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void say(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }
}
