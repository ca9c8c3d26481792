package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.Corpus;
import dev.muybridge.whole.Likeness;
import dev.muybridge.whole.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of the corpus through the job, each beside its original, as ffprobe and a player see them: a few, and all of them. With
 * {@code -Dmuybridge.conformance=all} in segments of either length by one worker and by four, else in one way.
 */
final class ConformanceIT {
    private static final Duration LONG = Duration.ofMinutes(15);

    /** Of each kind of trouble one. */
    private static final String[] FEW = {
        "rate 8.mp4",
        "rate varies.mp4",
        "starts at 2 s.mkv",
        "open gop.mp4",
        "anamorphic.mp4",
        "turned 90.mp4",
        "edit list.mp4",
        "sound starts late.mp4",
        "vp8.webm",
        "flash and beep aac.mp4"
    };

    @TempDir
    Path folder;

    static List<Arguments> ways() {
        boolean all = System.getProperty("muybridge.conformance", "").equals("all");
        return all
                ? List.of(Arguments.of(1, 4), Arguments.of(1, 1), Arguments.of(20, 4), Arguments.of(20, 1))
                : List.of(Arguments.of(1, 2));
    }

    @Test
    void aFewFiles_keepFramesTimesTurnAndSound() throws Exception {
        List<Path> originals = Corpus.in(folder.resolve("in"), FEW);
        assertThat(originals).hasSize(FEW.length);
        keepFramesTimesTurnAndSound(originals, 1, 2);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @Tag("all")
    void everyFile_keepsFramesTimesTurnAndSound(int segmentSeconds, int workers) throws Exception {
        List<Path> originals = Corpus.in(folder.resolve("in"));
        assertThat(originals).hasSizeGreaterThan(50);
        keepFramesTimesTurnAndSound(originals, segmentSeconds, workers);
    }

    private void keepFramesTimesTurnAndSound(List<Path> originals, int segmentSeconds, int workers) throws Exception {
        Path output = folder.resolve("out " + segmentSeconds + " " + workers);
        Commands.Ended ended = Commands.start(
                        "--input",
                        folder.resolve("in").toString(),
                        "--output",
                        output.toString(),
                        "--model",
                        "lite",
                        "--preset",
                        "ultrafast",
                        "--segment-seconds",
                        Integer.toString(segmentSeconds),
                        "--workers",
                        Integer.toString(workers))
                .await(LONG);

        assertThat(ended.code()).as(String.join("\n", ended.all())).isZero();
        JsonNode times = Tables.times(output.resolve("metrics"));
        List<String> problems = new ArrayList<>();
        for (Path original : originals) {
            String name = original.getFileName().toString();
            Path made = output.resolve("annotated").resolve(name.endsWith(".mp4") ? name : name + ".mp4");
            JsonNode frames = times.path(name);
            long[] micros = IntStream.range(0, frames.size())
                    .mapToLong(i -> frames.path(i).asLong())
                    .toArray();
            problems.addAll(Likeness.problems(original, made, micros));
        }
        assertThat(problems).isEmpty();
    }
}
