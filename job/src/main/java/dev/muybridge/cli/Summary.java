package dev.muybridge.cli;

import dev.muybridge.app.RunReport;
import dev.muybridge.job.table.VideoRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a run says at its end: what became of the videos, and what to do next.
 *
 * @param output the folder with the results, as a person writes it
 */
record Summary(RunReport report, String output) {
    private static final int NAMED = 5;

    /** Paths that a shell and DuckDB take as they are between quotation marks. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ._/:@%+,=~-]+");

    /** Nothing if there was nothing to do and never had been. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        boolean any = !report.done().isEmpty() || !report.failed().isEmpty();
        if (!any && report.skipped() == 0) {
            return lines;
        }
        VideoRow.Work work = report.work();
        if (work.reused() > 0) {
            lines.add(work.reused() + " of " + Words.count(work.segments(), "segment")
                    + " had already been analysed by an earlier run");
        }
        lines.add(totals());
        if (!report.done().isEmpty() || report.skipped() > 0) {
            lines.add("videos: " + output + "/annotated");
        }
        if (!report.failed().isEmpty()) {
            lines.add(failures());
        }
        lines.add("query: " + query());
        lines.add("results: " + output);
        return lines;
    }

    private String totals() {
        boolean rate = report.frames() > 0 && report.seconds() > 0;
        return String.format(
                Locale.ROOT,
                "%d done%s, %d failed, %d done before; %s%s%s",
                report.done().size(),
                report.partial() == 0 ? "" : " (" + report.partial() + " partial)",
                report.failed().size(),
                report.skipped(),
                report.frames() == 0 ? "" : report.frames() + " frames in ",
                Words.duration(report.seconds()),
                rate ? String.format(Locale.ROOT, " (%.1f frames/s)", report.frames() / report.seconds()) : "");
    }

    private String failures() {
        String named = report.failed().stream()
                .limit(NAMED)
                .map(row -> row.video() + " (" + row.reason() + ")")
                .collect(Collectors.joining(", "));
        int more = report.failed().size() - NAMED;
        return "failed: " + named + (more > 0 ? " and " + more + " more" : "")
                + "; job/docs/reasons.md says what each reason means, and when running again can help";
    }

    /** Of the failures if there are any, otherwise of the metrics. */
    private String query() {
        boolean plain = PLAIN.matcher(output).matches();
        String folder = plain ? output + "/" : "";
        String sql = report.failed().isEmpty()
                ? "select video, person, max(speed_px_s) from '" + folder
                        + "metrics/*.parquet' where quality = 'measured' group by all"
                : "select video, reason, detail from '" + folder + "videos/*.parquet' where state = 'failed'";
        return "duckdb -c \"" + sql + "\"" + (plain ? "" : ", in the folder of the results");
    }
}
