package dev.muybridge.job.quarantine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file that says that a process crashed while working on this video. One process counts once, however often it is
 * judged.
 *
 * @param fingerprint fingerprint of the video's file at that time
 * @param pid of the process
 * @param startMillis when the process started, in milliseconds since 1970
 */
record CrashNote(String fingerprint, long pid, long startMillis) {
    private static final String PREFIX = "crash_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([^_]+)_(\\d{1,18})_(\\d{1,18})");

    static CrashNote of(Marker marker) {
        return new CrashNote(
                marker.fingerprint(), marker.process().pid(), marker.process().startMillis());
    }

    String fileName() {
        return PREFIX + fingerprint + "_" + pid + "_" + startMillis;
    }

    /** The note with this file name; empty for any other file. */
    static Optional<CrashNote> of(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? Optional.of(
                        new CrashNote(name.group(1), Long.parseLong(name.group(2)), Long.parseLong(name.group(3))))
                : Optional.empty();
    }
}
