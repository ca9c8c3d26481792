package dev.muybridge.ray;

import dev.muybridge.crash.Crash;
import dev.muybridge.crash.NativeCrashes;
import dev.muybridge.crash.ProcessId;
import dev.muybridge.inference.mediapipe.AbortNotes;
import dev.muybridge.inference.mediapipe.NativeLog;
import dev.muybridge.ray.bridge.ProcessEnd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of an actor: what it reports about itself, and how to find out how it ended. */
final class WorkerProcess {
    private static final Pattern GREETING =
            Pattern.compile("process (\\d+) on (\\S*), since (\\d+), which logs to .*", Pattern.DOTALL);

    private WorkerProcess() {}

    /**
     * Sends what native code prints to a file beside Ray's own logs, has an abort leave a note, and says which process this is and
     * how that file is called; when the run ends, it is moved with Ray's own logs.
     */
    static String greeting() {
        ProcessId process = ProcessId.current();
        Path log = Path.of(System.getProperty("ray.logging.dir", System.getProperty("java.io.tmpdir")))
                .resolve("muybridge-worker-" + process.pid() + ".log");
        NativeLog.redirectTo(log);
        AbortNotes.ofThisProcess();
        return greeting(process, log);
    }

    static String greeting(ProcessId process, Path log) {
        return "process " + process.pid() + " on " + process.host() + ", since " + process.startMillis()
                + ", which logs to " + log.getFileName();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * How the process that gave that greeting ended. For a process on another machine that cannot be found out here.
     *
     * @param crashes folder of the files that crashed processes of this machine leave
     */
    static ProcessEnd endOf(Path crashes, byte[] greeting) {
        Matcher said = GREETING.matcher(new String(greeting, StandardCharsets.UTF_8));
        if (!said.matches()) {
            return new ProcessEnd.Otherwise();
        }
        ProcessId process = new ProcessId(Long.parseLong(said.group(1)), Long.parseLong(said.group(3)), said.group(2));
        if (!process.isOfThisMachine()) {
            return new ProcessEnd.Otherwise();
        }
        // In this order: a process that has ended writes no more.
        boolean ended = process.hasEnded();
        Optional<Crash> crash = NativeCrashes.of(crashes, process);
        if (crash.isPresent()) {
            return new ProcessEnd.Crashed(crash.get().sentence());
        }
        return ended ? new ProcessEnd.Otherwise() : new ProcessEnd.Unfinished();
    }
}
