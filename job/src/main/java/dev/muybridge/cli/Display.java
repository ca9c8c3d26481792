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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a run: a line for each finished video, and how far it is: on a terminal below those lines, drawn again each second; elsewhere as a
 * line, once a minute. It also keeps the file that {@code muybridge status} reads.
 */
class Display implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(Display.class);
    private static final double SECONDS_BETWEEN_DRAWINGS = 1;
    private static final double SECONDS_BETWEEN_LINES = 60;
    private static final int AS_LONG_AS_IT_IS = 1000;

    private final PrintStream out;
    private final @Nullable Screen screen;
    private final boolean verbose;
    private final String output;
    private final int workers;
    private final StatusFile status;
    private final long begun = System.nanoTime();
    private RunView view;
    private double lastDrawing = -SECONDS_BETWEEN_DRAWINGS;
    private double lastLine;
    private boolean firstFrame;
    private boolean closed;

    /**
     * @param log where it prints
     * @param verbose whether to show how long each part of the start-up took
     * @param output OUTPUT as a URI
     * @param workers how many there are
     */
    Display(RunLog log, boolean verbose, String output, int workers) {
        this.out = log.terminal();
        this.screen = log.isTerminal() ? new Screen(out, ScreenSize::now) : null;
        this.verbose = verbose;
        this.output = Location.ofUri(output).toString();
        this.workers = workers;
        this.status = StatusFile.of(output);
        this.view = new RunView(0, workers);
    }

    @Override
    public synchronized void planned(WorkList work) {
        view = new RunView(work.toDo().size(), workers);
        if (work.files().isEmpty()) {
            line("no videos found; nothing to do");
            return;
        }
        work.again().forEach((video, why) -> line("again: " + video + " (" + why + ")"));
        long replaced = work.again().values().stream()
                .filter(why -> why.startsWith(WorkList.OTHER_OPTIONS))
                .count();
        if (replaced > 0) {
            line("what was made of " + (replaced == 1 ? "it" : "them")
                    + " with other options is replaced; to keep both, choose another --output");
        }
        work.leftAlone()
                .forEach(row -> line("failed  " + row.video() + ": " + row.reason() + ": "
                        + (row.detail() == null ? "" : row.detail())
                        + " (not tried again until it or the options change)"));
        WorkList.TakenOver taken = work.takenOver();
        if (taken.videos() > 0) {
            line("poses of " + Words.count(taken.videos(), "video") + " taken over"
                    + (taken.anew().isEmpty() ? "" : ", made anew: " + String.join(", ", taken.anew())));
        }
        int skipped = work.doneBefore();
        line(Words.count(work.toDo().size(), "video") + " to do"
                + (skipped == 0 ? "" : ", " + skipped + " done before"));
    }

    @Override
    public synchronized void passedOver(PassedOver passed) {
        if (passed.files() > 0) {
            line("passed over: " + Words.count(passed.files(), "file") + " not named like a video (" + passed.describe()
                    + ")");
        }
        if (!passed.earlierResults().isEmpty()) {
            line("passed over: results of earlier runs in " + String.join(", ", passed.earlierResults()));
        }
        if (passed.output()) {
            line("nothing in " + output + " is taken for an input, because results go there; choose another --output");
        }
        if (passed.folders() > 0) {
            line(Words.count(passed.folders(), "folder") + " not looked into; --recursive reads subfolders too");
        }
    }

    @Override
    public synchronized void renewed(int tables) {
        line(Words.count(tables, "table") + " of an older version rewritten with today's columns");
    }

    @Override
    public synchronized void wentOn(int videos) {
        line("what an earlier run had ready of " + Words.count(videos, "video") + " is published now");
    }

    @Override
    public synchronized void putAside(String file, String why) {
        line("put aside: " + file + " (" + why + ")");
    }

    @Override
    public synchronized void took(String step, double seconds) {
        String text = String.format(Locale.ROOT, "%s took %.1f s", step, seconds);
        if (verbose) {
            line(text);
        } else {
            LOG.info(text);
        }
    }

    @Override
    public synchronized void finished(String video, String state, long frames, String message) {
        String tail = message.isEmpty() ? "" : "; " + message;
        if (state.equals(VideoRow.FAILED)) {
            line("failed  " + video + ": " + message);
        } else {
            line(String.format(Locale.ROOT, "%-7s %s (%d frames%s)", state, video, frames, tail));
        }
    }

    @Override
    public synchronized void progress(Snapshot snapshot) {
        double now = seconds();
        if (verbose && !firstFrame && snapshot.frames(Steps.ANALYZE) > 0) {
            firstFrame = true;
            took("everything to the first segment", now);
        }
        if (closed || now - lastDrawing < SECONDS_BETWEEN_DRAWINGS) {
            return;
        }
        lastDrawing = now;
        status.write(view.lines(snapshot, StatusFile.SIZE));
        if (screen != null) {
            ScreenSize size = screen.size();
            screen.draw(view.lines(snapshot, size), size);
        } else if (now - lastLine >= SECONDS_BETWEEN_LINES) {
            lastLine = now;
            out.println(view.totals(snapshot, AS_LONG_AS_IT_IS));
        }
    }

    /** A line that stays, whatever is drawn below; the log has it too. */
    final synchronized void line(String text) {
        LOG.info(text);
        unlogged(text);
    }

    /** The same for a line with a secret in it: others may be able to read the log. */
    final synchronized void unlogged(String text) {
        String printable = Printable.of(text);
        if (screen == null || closed) {
            out.println(printable);
        } else {
            screen.add(printable);
        }
    }

    /** Nothing is drawn any more, and what is drawn goes away; lines still come. Closing it again has no effect. */
    final synchronized void close() {
        if (!closed && screen != null) {
            screen.clear();
        }
        closed = true;
        status.remove();
    }

    /** The last lines of a run. */
    void summary(RunReport report) {
        new Summary(report, output).lines().forEach(this::line);
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
