package dev.muybridge.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which crashed processes leave a file: {@code hs_err_pid<pid>.log} is the JVM's own, {@code crash-<pid>} is ours,
 * written after SIGABRT, for which the JVM writes none.
 */
public final class NativeCrashes {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCrashes.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String OPTION = "-XX:ErrorFile=";
    private static final String ERROR_FILE = "hs_err_pid";
    private static final String NOTE = "crash-";
    private static final Pattern OURS = Pattern.compile(ERROR_FILE + "\\d+\\.log|" + NOTE + "\\d+");

    /** {@code #  SIGSEGV (0xb) at pc=0x00007f01, pid=12, tid=13}. */
    private static final Pattern HEADLINE = Pattern.compile("#  (\\w[\\w ]*) \\(.*\\bpid=\\d+, tid=(\\d+).*");

    private static final Pattern ABORTED = Pattern.compile("(SIGABRT) thread (\\d+)");

    /** Appears above the headline if the JVM itself ran out of memory, which is not the fault of what it was working on. */
    private static final String NO_MEMORY = "# There is insufficient memory for the Java Runtime Environment";

    private static final int LINES_OF_HEAD = 40;

    private NativeCrashes() {}

    /** The options that make a JVM leave its error file in {@code folder}, and no core dump anywhere. */
    public static List<String> jvmOptions(Path folder) {
        return List.of(OPTION + folder.toAbsolutePath().resolve(ERROR_FILE + "%p.log"), "-XX:-CreateCoredumpOnCrash");
    }

    /** Where this process was told to leave its error file; empty if it was not told. */
    public static Optional<Path> folderOfThisProcess() {
        return folder(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static Optional<Path> folder(List<String> jvmOptions) {
        return jvmOptions.stream()
                .filter(option -> option.startsWith(OPTION))
                .reduce((first, last) -> last)
                .map(option -> Path.of(option.substring(OPTION.length())))
                .filter(file -> file.isAbsolute() && file.endsWith(ERROR_FILE + "%p.log"))
                .map(Path::getParent);
    }

    /** Creates the folder, and removes files older than a month from it. */
    public static void prepare(Path folder) {
        Instant oldest = Instant.now().minus(KEPT);
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (OURS.matcher(String.valueOf(file.getFileName())).matches()
                            && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            // Only the report of a crash would be missing.
            LOG.warn("cannot use the folder for crash reports: {}", folder, e);
        }
    }

    /** The file in which this process would leave its note. */
    public static Path note(Path folder) {
        return folder.toAbsolutePath().resolve(NOTE + ProcessHandle.current().pid());
    }

    /** How {@code process}, on this machine, crashed; empty if there is no sign that native code ended it. */
    public static Optional<Crash> of(Path folder, ProcessId process) {
        Path error = folder.resolve(ERROR_FILE + process.pid() + ".log");
        Path note = folder.resolve(NOTE + process.pid());
        return read(error, process, HEADLINE).or(() -> read(note, process, ABORTED));
    }

    private static Optional<Crash> read(Path file, ProcessId process, Pattern headline) {
        try {
            long written = Files.getLastModifiedTime(file).toMillis();
            // An older file belongs to a process that had the same number before.
            if (written < process.startMillis() - ProcessId.SLACK_MILLIS) {
                return Optional.empty();
            }
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                return crash(file, lines.limit(LINES_OF_HEAD).toList(), headline);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("ignoring {}", file, e);
            return Optional.empty();
        }
    }

    private static Optional<Crash> crash(Path file, List<String> head, Pattern headline) {
        if (head.stream().anyMatch(line -> line.startsWith(NO_MEMORY))) {
            return Optional.empty();
        }
        for (String line : head) {
            Matcher matcher = headline.matcher(line);
            if (matcher.matches()) {
                OptionalLong thread = OptionalLong.of(Long.parseLong(matcher.group(2)));
                return Optional.of(new Crash(file, matcher.group(1), thread));
            }
        }
        return Optional.of(new Crash(file, "a crash", OptionalLong.empty()));
    }
}
