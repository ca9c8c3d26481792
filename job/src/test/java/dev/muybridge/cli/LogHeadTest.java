package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.RunCommand.RunArguments;
import dev.muybridge.job.config.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class LogHeadTest {
    @Test
    void lines_haveVersionCommandAndAllOptions_butNoPassword() {
        Run run = new Run();
        CommandLine command = new CommandLine(run).setCaseInsensitiveEnumValuesAllowed(true);
        command.parseArgs(
                "--input",
                "s3://me:geheim@store/in",
                "--quality",
                "small",
                "--workers",
                "3",
                "s3://you:geheim@store/more");
        RunOptions options =
                run.arguments.asked(command.getCommandSpec()).build().options();

        List<String> lines = LogHead.lines(command.getCommandSpec(), options);

        assertThat(lines).hasSize(5).noneMatch(line -> line.contains("geheim"));
        assertThat(lines.get(0))
                .matches("muybridge \\S+.*, Java 17\\S*, Flink 2\\.\\S+, Ray 2\\.\\S+, MediaPipe .*, models .*");
        assertThat(lines.get(1))
                .isEqualTo("command: run --input s3://***@store/in --quality small --workers 3 s3://***@store/more");
        assertThat(lines.get(2))
                .startsWith("options in effect: --input [s3://***@store/in], --output output, --workers 3, ")
                .contains("PATH [s3://***@store/more]")
                .contains("--recursive false, ")
                .contains("--crf (not given)")
                .doesNotContain("--help");
        assertThat(lines.get(3)).startsWith("encoded with preset faster, crf 26; versions: ");
        assertThat(lines.get(4)).isEqualTo("name of this run: " + options.run().name());
    }

    @Command(name = "run")
    private static final class Run {
        @Mixin
        private RunArguments arguments;
    }
}
