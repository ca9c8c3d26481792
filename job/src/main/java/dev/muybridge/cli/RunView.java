package dev.muybridge.cli;

import dev.muybridge.app.Snapshot;
import dev.muybridge.stage.WorkerCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run as lines of text: a line of totals, a bar for each video under way, and what each worker is working on. */
final class RunView {
    private static final String DOTS = "...";
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_NAME = 8;
    private static final int LONGEST_VERB = 8;

    private final long videos;
    private final int workers;

    /**
     * @param videos how many are to be done
     * @param workers how many there are
     */
    RunView(long videos, int workers) {
        this.videos = videos;
        this.workers = workers;
    }

    /** At most as many lines as fit, none longer than fits; the cursor's own row stays free. */
    List<String> lines(Snapshot snapshot, ScreenSize size) {
        List<String> lines = new ArrayList<>();
        lines.add(totals(snapshot, size.columns()));
        int room = size.rows() - 2;
        List<String> ofWorkers = workers(snapshot, size.columns());
        int forWorkers = Math.min(ofWorkers.size(), Math.max(1, room / 2));
        List<String> bars = bars(snapshot, size.columns());
        lines.addAll(some(bars, room - forWorkers, "videos"));
        lines.addAll(some(ofWorkers, room - (lines.size() - 1), "workers"));
        return lines.subList(0, Math.min(lines.size(), Math.max(1, room + 1))).stream()
                .map(line -> cut(line, size.columns()))
                .toList();
    }

    /** The first line; what does not fit into {@code columns} is left out, the least important first. */
    String totals(Snapshot snapshot, int columns) {
        long failed = snapshot.videos().failed();
        String share = String.format(Locale.ROOT, "%3d%%  ", percent(snapshot.share()));
        String done = snapshot.videos().finished() + " of " + Words.count(videos, "video");
        String failures = failed == 0 ? "" : ", " + failed + " failed";
        double framesPerSecond = snapshot.framesPerSecond();
        String speed = framesPerSecond == 0 ? "" : String.format(Locale.ROOT, ", %.1f frames/s", framesPerSecond);
        boolean known = snapshot.secondsLeft().isPresent();
        String time = known ? Words.duration(snapshot.secondsLeft().getAsDouble()) + " left" : "";
        String left = known ? ", about " + time : "";
        String briefly = snapshot.videos().finished() + " of " + videos + (known ? ", " + time : "");
        for (String line : List.of(
                share + done + failures + speed + left,
                share + done + failures + left,
                share + done + left,
                share + briefly,
                share + time)) {
            if (line.length() <= columns) {
                return line;
            }
        }
        return cut(share.strip(), columns);
    }

    /** Rounded down, so that it is 100 only at the end. */
    private static int percent(double share) {
        return (int) (share * 100);
    }

    private static List<String> bars(Snapshot snapshot, int columns) {
        List<String> bars = new ArrayList<>();
        new TreeMap<>(snapshot.underWay()).forEach((video, share) -> bars.add(bar(video, share, columns)));
        return bars;
    }

    private static String bar(String video, double share, int columns) {
        String percent = String.format(Locale.ROOT, "%3d%%  ", percent(share));
        int length = Math.max(0, Math.min(LONGEST_BAR, (columns - percent.length()) / 2 - 2));
        int full = (int) (share * length);
        String bar = length < 2 ? "" : "[" + "#".repeat(full) + "-".repeat(length - full) + "] ";
        return cut(percent + bar + end(video, columns - percent.length() - bar.length()), columns);
    }

    private List<String> workers(Snapshot snapshot, int columns) {
        Map<Integer, WorkerCall> calls = new HashMap<>();
        snapshot.calls().forEach(call -> calls.put(call.worker(), call));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            lines.add(cut(worker(i, calls.get(i), columns), columns));
        }
        return lines;
    }

    private static String worker(int number, @Nullable WorkerCall call, int columns) {
        String name = "worker " + (number + 1) + ": ";
        if (call == null) {
            return name + "waits";
        }
        String verb = name
                + call.step().verb()
                + " ".repeat(LONGEST_VERB - call.step().verb().length());
        String since = " for " + Words.duration(call.millis() / 1000.0);
        if (call.about().isEmpty()) {
            return verb + since;
        }
        int room = columns - verb.length() - since.length() - 1;
        return room < SHORTEST_NAME
                ? verb + " " + end(call.about(), columns - verb.length() - 1)
                : verb + " " + end(call.about(), room) + since;
    }

    /** The end of a name tells more than its beginning, which is the same for a whole folder. */
    private static String end(String name, int length) {
        String shown = Printable.of(name);
        if (shown.length() <= length || length < SHORTEST_NAME) {
            return shown;
        }
        int from = shown.length() - length + DOTS.length();
        // Half of a character is none.
        return DOTS + shown.substring(Character.isLowSurrogate(shown.charAt(from)) ? from + 1 : from);
    }

    private static String cut(String line, int columns) {
        if (line.length() <= columns) {
            return line;
        }
        return line.substring(0, Character.isLowSurrogate(line.charAt(columns)) ? columns - 1 : columns);
    }

    /** All of {@code lines} that fit; if some do not, the last says how many. */
    private static List<String> some(List<String> lines, int room, String what) {
        if (lines.size() <= room || room < 1) {
            return lines.subList(0, Math.max(0, Math.min(room, lines.size())));
        }
        List<String> shown = new ArrayList<>(lines.subList(0, room - 1));
        shown.add("and " + (lines.size() - shown.size()) + " more " + what);
        return shown;
    }
}
