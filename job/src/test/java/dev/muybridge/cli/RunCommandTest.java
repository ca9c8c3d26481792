package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.ExitCode;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class RunCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workers 0|--workers must be 1 or more, was 0",
                "--output a\\b|--output must not contain a backslash, of which parts of Flink make a slash; was file:",
                "--workers two|Invalid value for option '--workers': 'two' is not an int",
                "--segment-seconds 0|--segment-seconds must be 0.1 to 3600, was 0.0",
                "--ui-port 65536|--ui-port must be 0 to 65535, was 65536",
                "--ui-port -1|--ui-port must be 0 to 65535, was -1",
                "--crf 99|--crf must be 1 to 51, was 99",
                "--preset quick|--preset must be one of ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow, was quick",
                "--model tiny|Invalid value for option '--model': expected one of [LITE, FULL, HEAVY] (case-insensitive)"
                        + " but was 'tiny'",
                "--from x|--from must be seconds or [HH:]MM:SS, was x",
                "--from 5 --to 5|--from must be before the end, was 5.0 s with an end at 5.0 s",
                "--from 1:99|--from must be seconds or [HH:]MM:SS, was 1:99",
                "--subject tallest|--subject must be a number, at=X,Y,T, left, right, largest or longest, was tallest",
                "--subject at=10,20|--subject at=X,Y,T must be two numbers of pixels and a time in seconds or [HH:]MM:SS, was"
                        + " at=10,20",
                "--clip 10|--clip must be A-B or A-end with times in seconds or [HH:]MM:SS, was 10",
                "--clip 0-1 --clip 20-10|--clip must end after it begins, was 20-10",
                "--clip 0-1 --from 5|--from and --to, --clip, and --clips exclude each other; give one of them",
                "--clips absent.tsv|--clips absent.tsv cannot be read: java.nio.file.NoSuchFileException: absent.tsv",
                "--clips src/test/resources/dev/muybridge/cli/clips.tsv|--clips src/test/resources/dev/muybridge/cli/clips.tsv,"
                        + " line 2: must be PATH, a tab and A-B, was a.mp4 1-2",
                "--max-pixels 0|--max-pixels must be 1 or more, was 0",
                "--max-streams 0|--max-streams must be 1 or more, was 0",
                "--max-hours 0|--max-hours must be more than 0, was 0.0",
                "--wrokers 2|Unknown option: '--wrokers'",
                "--max-failures 120%|--max-failures must be at most 100%, was 120.0%",
                "--input https://example.org/a.mp4|cannot read https://example.org/a.mp4: inputs are files, folders and globs on"
                        + " this machine or on a file system that Flink knows; download it first",
            })
    void run_wrongUsage_isTwoAndNamesTheOptionTheRuleAndTheValue(String options, String message) {
        String output = options.startsWith("--output ") ? "" : " --output " + folder + "/out ";
        String[] words =
                ("run --input " + folder + output + " " + options).trim().split(" +");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = Main.run(words, print(out), print(err));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("muybridge: " + message);
        assertThat(out.size()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "'', superfast, 23",
        "--quality balanced, veryfast, 23",
        "--quality SMALL, faster, 26",
        "--quality small --crf 30, faster, 30",
        "--preset slow --quality small, slow, 26"
    })
    void quality_setsPresetAndCrf_unlessTheyAreGiven(String options, String preset, int crf) {
        RunCommand.RunArguments arguments = new RunCommand.RunArguments();
        CommandLine command = new CommandLine(arguments).setCaseInsensitiveEnumValuesAllowed(true);
        command.parseArgs(("--input " + folder + " " + options).trim().split(" "));

        RunOptions made = arguments.asked(command.getCommandSpec()).build().options();

        assertThat(made.preset()).isEqualTo(preset);
        assertThat(made.crf()).isEqualTo(crf);
    }

    @Test
    void run_withoutInput_saysWhatItLookedForAndShowsAnExample() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = Main.run(new String[] {"run"}, System.out, print(err));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("muybridge: no input is given, and there is no folder "
                        + Path.of("public").toAbsolutePath()
                        + ", which is read then; for example: ./muybridge run clips/ --output results\n");
    }

    @Test
    void paths_withoutAnOption_areInputsToo() throws IOException {
        String a = Files.createFile(folder.resolve("a.mp4")).toString();
        String b = Files.createFile(folder.resolve("b.mp4")).toString();
        RunCommand.RunArguments arguments = new RunCommand.RunArguments();
        CommandLine command = new CommandLine(arguments);

        command.parseArgs(a, "--workers", "1", "--input", b, "--recursive", folder.toString());

        assertThat(arguments.asked(command.getCommandSpec()).build().options().inputs())
                .extracting(InputRoot::path)
                .containsExactly(b, a, folder.toString());
    }

    @Test
    void workers_moreThanCores_areCappedByMemoryAndWarnedOf() {
        assertThat(WorkerCount.of(2, 2, 0.1)).isEqualTo(new WorkerCount(2, ""));
        assertThat(WorkerCount.of(4, 2, 16))
                .isEqualTo(new WorkerCount(
                        4, "--workers 4 is more than the 2 cores of this machine, which makes nothing faster"));
        assertThat(WorkerCount.of(100, 2, 8.6))
                .isEqualTo(new WorkerCount(
                        10,
                        "--workers 100 is more than the 2 cores of this machine, which makes nothing faster, and needs about"
                                + " 85 GiB of memory, of which 9 GiB are free; taking 10"));
        assertThat(WorkerCount.of(100, 2, 0.1).workers()).isEqualTo(2);
    }

    /** As when Flink finds no room among the machine's temporary files. */
    @Test
    void run_whatNobodyExpected_isSaidToTheUser_withWhatCameFirst() throws Exception {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        RunLog log = new RunLog(print(terminal), false);
        Exception full = new IOException("No space left on device");

        int code = RunCommand.watch(log, new Display(log, false, folder.toUri().toString(), 1), () -> {
            throw new IllegalStateException("Could not load RpcSystem.", new IllegalStateException(full));
        });

        assertThat(code).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo("muybridge: Could not load RpcSystem. (No space left on device)\n");
    }

    @Test
    void help_listsTheOptions() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = Main.run(new String[] {"run", "--help"}, print(out), System.err);

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--input", "--output", "--workers", "--model", "--segment-seconds", "--recursive")
                .contains("--overwrite", "--no-segments", "--ui-port", "--verbose", "Exit codes: 0 all done");
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
