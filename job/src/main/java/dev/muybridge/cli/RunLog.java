package dev.muybridge.cli;

import dev.muybridge.inference.mediapipe.NativeLog;
import dev.muybridge.install.Installation;
import dev.muybridge.job.storage.Location;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two files, under OUTPUT/logs if that is on a disk of this machine: one for what happened to the run, and one for what libraries log
 * and native code prints. The terminal is kept for the user. To be made before any logger is.
 */
public final class RunLog {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final PrintStream terminal;
    private final boolean isTerminal;

    RunLog(PrintStream terminal, boolean isTerminal) {
        this.terminal = terminal;
        this.isTerminal = isTerminal;
    }

    /** @param output OUTPUT as the user gave it; where it is elsewhere, the log is kept in this machine's installation */
    public static RunLog open(String output) throws IOException {
        RunLog log = ofOthers();
        Location folder = Location.parse(output);
        Path logs = Files.createDirectories(
                folder.isLocal()
                        ? folder.local().resolve("logs")
                        : Installation.current().logs());
        String name = NAME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-"
                + ProcessHandle.current().pid() + ".log";
        Path ofRun = make(logs, "run-" + name);
        Path ofLibraries = make(logs, "libraries-" + name);
        System.setProperty("muybridge.log", ofRun.toString());
        System.setProperty("muybridge.log.libraries", ofLibraries.toString());
        System.setProperty("muybridge.log.level", "info");
        System.setProperty("muybridge.log.others", "warn");
        NativeLog.redirectTo(ofLibraries);
        return log;
    }

    /** A link of that name, which somebody else may have put there and which leads to a file of this user's, is not written to. */
    static Path make(Path logs, String name) throws IOException {
        return Files.createFile(logs.resolve(name));
    }

    /** Leaves logging to whoever has configured the loggers. */
    static RunLog ofOthers() {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new RunLog(terminal, Boolean.getBoolean("muybridge.terminal"));
    }

    /** What the user reads. */
    public PrintStream terminal() {
        return terminal;
    }

    /** Whether that is a screen, on which lines can be drawn again. */
    boolean isTerminal() {
        return isTerminal;
    }

    /** Logs lines for whoever looks later. */
    void write(List<String> lines) {
        Logger log = LoggerFactory.getLogger(RunLog.class);
        lines.forEach(log::info);
    }

    /** Logs an error with its trace. */
    void trace(Exception e) {
        Logger log = LoggerFactory.getLogger(RunLog.class);
        log.error("the run failed", e);
    }
}
