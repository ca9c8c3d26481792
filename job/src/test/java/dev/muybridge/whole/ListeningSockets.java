package dev.muybridge.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where this process listens, as the Linux kernel says. */
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private ListeningSockets() {}

    /** The kernel's lines on sockets that others than this machine can reach. */
    static List<String> beyondLoopback() throws IOException {
        return lines().stream()
                .filter(line -> !LOOPBACK.contains(
                        address(line).substring(0, address(line).indexOf(':'))))
                .toList();
    }

    /** The ports of all. */
    static List<Integer> ports() throws IOException {
        return lines().stream()
                .map(line ->
                        Integer.parseInt(address(line).substring(address(line).indexOf(':') + 1), 16))
                .toList();
    }

    private static List<String> lines() throws IOException {
        Set<String> own = ownSockets();
        List<String> lines = new ArrayList<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            Files.readAllLines(Path.of(table)).stream()
                    .filter(line -> words(line)[3].equals(LISTEN))
                    .filter(line -> own.contains("socket:[" + words(line)[9] + "]"))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static String address(String line) {
        return words(line)[1];
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+");
    }

    private static String target(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            return "closed since it was listed";
        }
    }

    private static Set<String> ownSockets() throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                own.add(target(file));
            }
        }
        return own;
    }
}
