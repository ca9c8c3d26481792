package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.whole.Asked;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportFileTest {
    private static final RunReport NOTHING = new RunReport(List.of(), List.of(), 2, 0);
    private static final RunOutcome.Times TIMES =
            new RunOutcome.Times(Instant.parse("2026-01-02T03:04:05Z"), Instant.parse("2026-01-02T03:04:07.500Z"));

    @TempDir
    Path folder;

    private RunOptions options;
    private ReportFile file;

    @BeforeEach
    void name() {
        options = Asked.of(folder.resolve("in"), folder.resolve("out put")).options();
        file = new ReportFile(options);
    }

    @Test
    void report_isReadAsItWasWritten_andReplacesAnother() throws IOException {
        RunOutcome first = RunOutcome.of(options.run().name(), NOTHING, TIMES, new RunException("no \"space\"\nleft"));
        RunOutcome second = RunOutcome.of(options.run().name(), NOTHING, TIMES);
        assertThat(file.read()).isEmpty();

        file.write(first);
        assertThat(file.read()).contains(first);

        file.write(second);
        assertThat(file.read()).contains(second);
        assertThat(folder.resolve("out put/runs").toFile().list())
                .containsExactly(options.run().name() + ".json");
    }

    @Test
    void report_hasWhatAProgramLooksFor() throws IOException {
        file.write(RunOutcome.of(options.run().name(), NOTHING, TIMES));

        JsonNode json = new ObjectMapper().readTree(file.location().local().toFile());

        assertThat(json.path("run").asText()).isEqualTo(options.run().name());
        assertThat(json.path("state").asText()).isEqualTo("done");
        assertThat(json.path("exit_code").asInt(-1)).isZero();
        assertThat(json.path("done_before").asInt()).isEqualTo(2);
        assertThat(json.path("begun").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.path("seconds").asDouble()).isEqualTo(2.5);
        assertThat(json.path("version").asText()).startsWith("muybridge ").contains(", Flink ");
    }

    @Test
    void stateAndExitCode_followFromHowTheRunEnded() {
        assertThat(ending(new RunException("x"))).isEqualTo("job failed 1");
        assertThat(ending(new IllegalStateException())).isEqualTo("job failed 1");
        assertThat(ending(new FileNotFoundException("no such input: x"))).isEqualTo("job failed 2");
        assertThat(ending(new CancelledException("x", null))).isEqualTo("cancelled 130");
    }

    private String ending(Exception error) {
        RunOutcome outcome = RunOutcome.of(options.run().name(), NOTHING, TIMES, error);
        return outcome.state().words() + " " + outcome.exitCode();
    }

    @Test
    void report_thatIsNone_isAnErrorAndNoEnding() throws IOException {
        Path damaged = file.location().local();
        Files.createDirectories(damaged.getParent());
        for (String text : List.of("", "{", "[]", "{\"state\": \"well\", \"failures\": []}")) {
            Files.writeString(damaged, text);

            assertThatThrownBy(file::read)
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(damaged + " is no report of a run: ");
        }
    }

    @Test
    void report_thatCannotBeWritten_isAnErrorThatNamesIt() throws IOException {
        Path taken = file.location().local();
        Files.createFile(Files.createDirectories(folder.resolve("out put")).resolve("runs"));

        assertThatThrownBy(() -> file.write(RunOutcome.of(options.run().name(), NOTHING, TIMES)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(taken.toString());
    }
}
