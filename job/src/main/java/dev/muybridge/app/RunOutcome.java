package dev.muybridge.app;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, for whoever was not there to see it.
 *
 * @param run its name
 * @param state how it ended
 * @param exitCode the same as a number, one of {@link ExitCode}
 * @param message why it ended before its work was done, empty if it did not
 * @param videos how many videos came to what
 * @param failed the videos that failed, with the reason of each; if the run was cut short, those that had failed by then
 * @param times when it was
 * @param version of the program and what it is made with
 */
public record RunOutcome(
        String run,
        RunState state,
        int exitCode,
        String message,
        Videos videos,
        List<Failed> failed,
        Times times,
        String version) {
    public RunOutcome {
        failed = List.copyOf(failed);
    }

    /**
     * How many videos came to what. If the run was cut short, by then.
     *
     * @param done finished by this run, including those in part
     * @param partial of these, how many lack frames that cannot be decoded
     * @param failed failed in this run, or left alone because they are quarantined
     * @param doneBefore finished by an earlier run, and unchanged
     * @param frames of the videos that this run finished
     */
    public record Videos(long done, long partial, long failed, long doneBefore, long frames) {}

    /** A video that failed: its name, and its row's {@code reason} and {@code detail}. */
    public record Failed(String video, String reason, String detail) {}

    /** When the run began to list its inputs, and when it ended. */
    public record Times(Instant begun, Instant ended) {}

    /** Of a run that came to its end. */
    static RunOutcome of(String run, RunReport report, Times times) {
        RunState state = report.failed().isEmpty() ? RunState.DONE : RunState.SOME_FAILED;
        return of(run, report, times, new Ending(state, ExitCode.of(report), ""));
    }

    /**
     * Of a run that ended with {@code error}.
     *
     * @param soFar what was done by then
     */
    static RunOutcome of(String run, RunReport soFar, Times times, Exception error) {
        int code = ExitCode.of(error);
        RunState state = code == ExitCode.CANCELLED ? RunState.CANCELLED : RunState.JOB_FAILED;
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return of(run, soFar, times, new Ending(state, code, message));
    }

    private record Ending(RunState state, int code, String message) {}

    private static RunOutcome of(String run, RunReport report, Times times, Ending ending) {
        Videos videos = new Videos(
                report.done().size(), report.partial(), report.failed().size(), report.skipped(), report.frames());
        List<Failed> failed = report.failed().stream()
                .map(row -> new Failed(row.video(), text(row.reason()), text(row.detail())))
                .toList();
        return new RunOutcome(
                run, ending.state(), ending.code(), ending.message(), videos, failed, times, Versions.text());
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    /** For people, in a line. */
    public String line() {
        return "run " + run + ": " + state.words() + "; " + videos.done() + " done, " + videos.failed() + " failed, "
                + videos.doneBefore() + " done before" + (message.isEmpty() ? "" : "; " + message);
    }
}
