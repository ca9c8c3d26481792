package dev.muybridge.cli;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.Snapshot;
import dev.muybridge.app.WorkList;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.job.source.PassedOver;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.table.VideoRow;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows a run: a line for each finished video and, on a terminal, one line of totals that is updated in place. */
class Display implements RunListener {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final double LOG_INTERVAL_SECONDS = 60;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean verbose;
    private final String output;
    private final long begun = System.nanoTime();
    private long videos;
    private double lastLine;
    private boolean firstFrame;

    Display(PrintStream out, boolean terminal, boolean verbose, String output) {
        this.out = out;
        this.terminal = terminal;
        this.verbose = verbose;
        this.output = Location.ofUri(output).toString();
    }

    @Override
    public void planned(WorkList work) {
        videos = work.toDo().size();
        if (work.files().isEmpty()) {
            out.println("no videos found; nothing to do");
            return;
        }
        work.again().forEach((video, why) -> line("again: " + video + " (" + why + ")"));
        work.quarantined()
                .forEach(row -> line("failed  " + row.video() + ": " + row.reason() + ": "
                        + (row.detail() == null ? "" : row.detail())));
        WorkList.TakenOver taken = work.takenOver();
        if (taken.videos() > 0) {
            line("poses of " + count(taken.videos(), "video") + " taken over"
                    + (taken.anew().isEmpty() ? "" : ", made anew: " + String.join(", ", taken.anew())));
        }
        int skipped = work.doneBefore();
        line(count(videos, "video") + " to do" + (skipped == 0 ? "" : ", " + skipped + " done before"));
    }

    @Override
    public void passedOver(PassedOver passed) {
        if (passed.files() > 0) {
            line("passed over: " + count(passed.files(), "file") + " not named like a video (" + passed.describe()
                    + ")");
        }
        if (passed.output()) {
            line("nothing in " + output + " is taken for an input, because results go there; choose another --output");
        }
        if (passed.foundNothing() && passed.folders() > 0) {
            line(count(passed.folders(), "folder") + " not looked into; --recursive reads subfolders too");
        }
    }

    @Override
    public void renewed(int tables) {
        line(count(tables, "table") + " of an older version rewritten with today's columns");
    }

    @Override
    public void putAside(String file, String why) {
        line("put aside: " + file + " (" + why + ")");
    }

    @Override
    public void took(String step, double seconds) {
        if (verbose) {
            line(String.format(Locale.ROOT, "%s took %.1f s", step, seconds));
        }
    }

    @Override
    public void finished(String video, String state, long frames, String message) {
        String tail = message.isEmpty() ? "" : "; " + message;
        if (state.equals(VideoRow.FAILED)) {
            line("failed  " + video + ": " + message);
        } else {
            line(String.format(Locale.ROOT, "%-7s %s (%d frames%s)", state, video, frames, tail));
        }
    }

    @Override
    public void progress(Snapshot snapshot) {
        double seconds = seconds();
        if (verbose && !firstFrame && snapshot.frames(Steps.ANALYZE) > 0) {
            firstFrame = true;
            took("everything to the first segment", seconds);
        }
        String totals = totals(snapshot);
        if (terminal) {
            out.print(ERASE_LINE + totals);
            out.flush();
        } else if (seconds - lastLine >= LOG_INTERVAL_SECONDS) {
            lastLine = seconds;
            out.println(totals);
        }
    }

    /** The last lines of a run. */
    void summary(RunReport report) {
        if (report.done().isEmpty() && report.failed().isEmpty() && report.skipped() == 0) {
            return;
        }
        VideoRow.Work work = report.work();
        if (work.reused() > 0) {
            line(work.reused() + " of " + count(work.segments(), "segment")
                    + " had already been analysed by an earlier run");
        }
        line(String.format(
                Locale.ROOT,
                "%d done%s, %d failed, %d done before; %d frames in %s (%.1f frames/s)",
                report.done().size(),
                report.partial() == 0 ? "" : " (" + report.partial() + " partial)",
                report.failed().size(),
                report.skipped(),
                report.frames(),
                duration(report.seconds()),
                rate((double) report.frames(), report.seconds())));
        line("results: " + output);
    }

    private String totals(Snapshot snapshot) {
        long failed = snapshot.videos().failed();
        OptionalDouble left = snapshot.secondsLeft();
        return String.format(
                Locale.ROOT,
                "%3d%%  %d of %s%s, %d frames analysed, %d annotated, %.1f frames/s%s",
                percent(snapshot.share()),
                snapshot.videos().finished(),
                count(videos, "video"),
                failed == 0 ? "" : " (" + failed + " failed)",
                snapshot.frames(Steps.ANALYZE),
                snapshot.frames(Steps.ANNOTATE),
                snapshot.framesPerSecond(),
                left.isPresent() ? ", about " + duration(left.getAsDouble()) + " left" : "");
    }

    /** Rounded down, so that it is 100 only at the end. */
    private static int percent(double share) {
        return (int) (share * 100);
    }

    private void line(String text) {
        out.println((terminal ? ERASE_LINE : "") + Printable.of(text));
    }

    private static double rate(double frames, double seconds) {
        return seconds > 0 ? frames / seconds : 0;
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
