package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher prints help before anything is fetched or built, from a file: it must be what the command itself prints. */
final class HelpTextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"run", "submit", "doctor"})
    void file_isWhatTheCommandPrints(String command) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Main.run(new String[] {command, "--help"}, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);

        assertThat(Files.readString(Path.of("..", "deploy", "setup", "help", command + ".txt")))
                .isEqualTo(out.toString(StandardCharsets.UTF_8));
    }
}
