package dev.muybridge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a process listens on this machine by a name, as the Linux kernel says.
 *
 * @param name a path; one that begins with an at-sign is no file, and no rights hold anybody off
 */
public record UnixListener(String name) {
    private static final int LISTENS = 0x10000;
    private static final int COLUMNS = 8;

    /** All of the process {@code pid}; none when it has ended. */
    public static List<UnixListener> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<UnixListener> found = new ArrayList<>();
        if (!Files.isDirectory(process.resolve("fd"))) {
            return found;
        }
        Set<String> own = ListeningSocket.openFiles(process);
        List<String> lines = Files.readAllLines(process.resolve("net/unix"));
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.strip().split("\\s+", COLUMNS);
            if ((Integer.parseInt(words[3], 16) & LISTENS) != 0 && own.contains("socket:[" + words[6] + "]")) {
                found.add(new UnixListener(words.length == COLUMNS ? words[7] : "@"));
            }
        }
        return found;
    }
}
