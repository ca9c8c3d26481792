package dev.muybridge.job.quarantine;

import dev.muybridge.crash.ProcessId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Native work in progress on one video: an empty file whose name holds everything, so that it exists completely or not at all.
 *
 * @param fingerprint fingerprint of the video's file
 * @param process that works
 * @param thread the kernel's id of the thread that works, 0 if unknown
 * @param helped whether the native code may use further threads of its own
 * @param number distinguishes the pieces of work that one process has in progress
 */
record Marker(String fingerprint, ProcessId process, long thread, boolean helped, long number) {
    private static final String PREFIX = "attempt_";
    private static final Pattern NAME = Pattern.compile(
            PREFIX + "([^_]+)_(\\d{1,18})_(\\d{1,18})_(\\d{1,18})_(alone|helped)_(\\d{1,18})_(.*)", Pattern.DOTALL);

    String fileName() {
        return PREFIX + fingerprint + "_" + process.pid() + "_" + process.startMillis() + "_" + thread + "_"
                + (helped ? "helped" : "alone") + "_" + number + "_" + process.host();
    }

    /** The marker with this file name; empty for any other file. */
    static Optional<Marker> of(String fileName) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        ProcessId process = new ProcessId(Long.parseLong(name.group(2)), Long.parseLong(name.group(3)), name.group(7));
        return Optional.of(new Marker(
                name.group(1),
                process,
                Long.parseLong(name.group(4)),
                name.group(5).equals("helped"),
                Long.parseLong(name.group(6))));
    }
}
