package dev.muybridge.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Collects rounds and says what they come to. */
final class BenchReport {
    private static final double MIB = 1 << 20;

    /** Fewer, and the video is none to compare with. */
    private static final double ENOUGH_FOUND = 0.5;

    private final PrintStream out;
    private final Map<Setting, List<Round>> rounds = new LinkedHashMap<>();

    /** @param out where each round is told as it ends */
    BenchReport(PrintStream out) {
        this.out = out;
    }

    /**
     * Under which both were measured.
     *
     * @param people whom the job follows; the loop follows one
     */
    record Setting(String video, String people, int workers) {}

    /** What both did in turn. */
    record Round(Marginal loop, Marginal job) {
        double ratio() {
            return job.framesPerSecond() / loop.framesPerSecond();
        }
    }

    /** @throws IllegalStateException when both did not annotate the same frames, or found nobody */
    void add(Setting setting, Marginal loop, Marginal job) {
        if (loop.frames() != job.frames()) {
            throw new IllegalStateException(
                    "the job annotated " + job.frames() + " frames where the loop annotated " + loop.frames());
        }
        if (loop.found() < ENOUGH_FOUND || job.found() < ENOUGH_FOUND) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s shows nobody to compare with: the loop found somebody in %.0f %% of its frames, the job in %.0f %%",
                    setting.video,
                    100 * loop.found(),
                    100 * job.found()));
        }
        List<Round> all = rounds.computeIfAbsent(setting, key -> new ArrayList<>());
        Round round = new Round(loop, job);
        all.add(round);
        print("%s, people %s, workers %d, round %d:", setting.video, setting.people, setting.workers, all.size());
        print("  %d further frames; job / loop %.2f", loop.frames(), round.ratio());
        tell("loop", loop);
        tell("job", job);
    }

    private void tell(String name, Marginal measured) {
        print(
                "  %-4s  %6.1f frames/s   start and end %5.1f s   memory %5.0f MiB, %5.0f MiB with the short one"
                        + "   somebody in %.0f %%   CPU ms/frame: %s",
                name,
                measured.framesPerSecond(),
                measured.startSeconds(),
                measured.many().peakBytes() / MIB,
                measured.few().peakBytes() / MIB,
                100 * measured.found(),
                measured.cpuMillis().entrySet().stream()
                        .map(step -> String.format(Locale.ROOT, "%s %.1f", step.getKey(), step.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    /** Medians, as a table in Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("""

                | video | people | workers | loop, frames/s | whole job, frames/s | job / loop | start and end: loop, s | job, s | memory: loop, MiB | job, MiB |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        rounds.forEach((setting, all) -> table.append(String.format(
                Locale.ROOT,
                "| `%s` | %s | %d | %.1f | %.1f | %.2f | %.1f | %.1f | %.0f | %.0f |%n",
                setting.video,
                setting.people,
                setting.workers,
                median(all, round -> round.loop.framesPerSecond()),
                median(all, round -> round.job.framesPerSecond()),
                median(all, Round::ratio),
                median(all, round -> round.loop.startSeconds()),
                median(all, round -> round.job.startSeconds()),
                median(all, round -> round.loop.many().peakBytes() / MIB),
                median(all, round -> round.job.many().peakBytes() / MIB))));
        return table.toString();
    }

    /** All rounds. */
    String json() throws JsonProcessingException {
        List<Map<String, Object>> settings = new ArrayList<>();
        rounds.forEach((setting, all) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("video", setting.video);
            one.put("people", setting.people);
            one.put("workers", setting.workers);
            one.put("ratio", median(all, Round::ratio));
            one.put(
                    "rounds",
                    all.stream()
                            .map(round -> Map.of("loop", values(round.loop), "job", values(round.job)))
                            .toList());
            settings.add(one);
        });
        return new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(
                        Map.of("processors", Runtime.getRuntime().availableProcessors(), "settings", settings));
    }

    private static Map<String, Object> values(Marginal measured) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("frames", measured.frames());
        values.put("frames_per_second", measured.framesPerSecond());
        values.put("start_seconds", measured.startSeconds());
        values.put("found", measured.found());
        values.put("cpu_ms_per_frame", measured.cpuMillis());
        values.put("peak_bytes", measured.many().peakBytes());
        values.put("peak_bytes_short", measured.few().peakBytes());
        return values;
    }

    private static double median(List<Round> all, Function<Round, Double> value) {
        double[] sorted = all.stream().mapToDouble(value::apply).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
