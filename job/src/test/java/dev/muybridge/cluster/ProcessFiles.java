package dev.muybridge.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux says of a process. */
record ProcessFiles(long pid) {
    private static final String LISTENS = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    /** The addresses it listens on, of TCP, as {@code /proc/net} writes them. */
    List<String> listening() throws IOException {
        Set<String> sockets = openFiles().stream()
                .filter(file -> file.startsWith("socket:["))
                .map(file -> file.substring("socket:[".length(), file.length() - 1))
                .collect(Collectors.toSet());
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(path("net/" + table))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words[3].equals(LISTENS) && sockets.contains(words[9])) {
                    addresses.add(words[1]);
                }
            }
        }
        return addresses;
    }

    static boolean isLoopback(String address) {
        return LOOPBACK.contains(address.substring(0, address.indexOf(':')));
    }

    /** The native libraries that are in it. */
    List<String> libraries() throws IOException {
        return Files.readAllLines(path("maps")).stream()
                .map(line -> line.split("\\s+", 6))
                .filter(words -> words.length == 6 && words[5].contains(".so"))
                .map(words -> words[5])
                .distinct()
                .toList();
    }

    private List<String> openFiles() throws IOException {
        try (Stream<Path> open = Files.list(path("fd"))) {
            return open.map(ProcessFiles::target).toList();
        }
    }

    /** Empty when the file was closed in the meantime. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
