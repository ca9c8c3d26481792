package dev.muybridge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a process listens for TCP, as the Linux kernel says.
 *
 * @param address in the hexadecimal digits of {@code /proc/net}
 * @param port 1 to 65535
 */
public record ListeningSocket(String address, int port) {
    private static final String LISTENS = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    /** All of the process {@code pid}; none when it has ended. */
    public static List<ListeningSocket> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<ListeningSocket> found = new ArrayList<>();
        if (!Files.isDirectory(process.resolve("fd"))) {
            return found;
        }
        Set<String> own = openFiles(process);
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words[3].equals(LISTENS) && own.contains("socket:[" + words[9] + "]")) {
                    int colon = words[1].indexOf(':');
                    int port = Integer.parseInt(words[1].substring(colon + 1), 16);
                    found.add(new ListeningSocket(words[1].substring(0, colon), port));
                }
            }
        }
        return found;
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return LOOPBACK.contains(address);
    }

    static Set<String> openFiles(Path process) throws IOException {
        Set<String> targets = new HashSet<>();
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            for (Path file : files.toList()) {
                // One that was closed since it was listed is no link any more.
                if (Files.isSymbolicLink(file)) {
                    targets.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        return targets;
    }
}
