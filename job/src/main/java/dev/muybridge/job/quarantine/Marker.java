package dev.muybridge.job.quarantine;

import dev.muybridge.crash.ProcessId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Native work under way on one video: an empty file whose name says it all, so that it is there whole or not at all.
 *
 * @param fingerprint of the video's file
 * @param process that works
 * @param thread kernel's id of the thread that works, 0 if not known
 * @param helped whether native threads of their own may work along
 * @param number tells apart what one process has under way
 */
record Marker(String fingerprint, ProcessId process, long thread, boolean helped, long number) {
    private static final String PREFIX = "attempt_";
    private static final Pattern NAME = Pattern.compile(
            PREFIX + "([^_]+)_(\\d{1,18})_(\\d{1,18})_(\\d{1,18})_(alone|helped)_(\\d{1,18})_(.*)", Pattern.DOTALL);

    String fileName() {
        return PREFIX + fingerprint + "_" + process.pid() + "_" + process.startMillis() + "_" + thread + "_"
                + (helped ? "helped" : "alone") + "_" + number + "_" + process.host();
    }

    /** The marker of that name, empty for any other file. */
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
