package dev.muybridge.ray;

import dev.muybridge.inference.mediapipe.NativeLog;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The process that an actor is in. */
final class WorkerProcess {
    private WorkerProcess() {}

    /** Sends what native code prints to a file beside Ray's own logs, and says which process this is and where that file is. */
    static String greeting() {
        long pid = ProcessHandle.current().pid();
        Path log = Path.of(System.getProperty("ray.logging.dir", System.getProperty("java.io.tmpdir")))
                .resolve("muybridge-worker-" + pid + ".log");
        NativeLog.redirectTo(log);
        return String.format(Locale.ROOT, "process %d on %s, which logs to %s", pid, host(), log);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return System.getProperty("ray.node-ip", "an unnamed host");
        }
    }
}
