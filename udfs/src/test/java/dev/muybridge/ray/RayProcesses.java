package dev.muybridge.ray;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of an embedded Ray cluster, as the operating system shows them. */
public final class RayProcesses {
    private static final String LISTENING = "0A";

    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private final ProcessHandle watch;

    /** @param watch the process that holds the others */
    public RayProcesses(ProcessHandle watch) {
        this.watch = watch;
    }

    /** All of them. */
    public List<ProcessHandle> all() {
        return Stream.concat(Stream.of(watch), watch.descendants()).toList();
    }

    /** The JVMs of actors; the raylet has their command line in its own. */
    public List<ProcessHandle> workers() {
        return named("io.ray.runtime.runner.worker.DefaultWorker").stream()
                .filter(process -> !commandLine(process).contains("--raylet_socket_name="))
                .toList();
    }

    /** Those whose command line has {@code part} in it. */
    public List<ProcessHandle> named(String part) {
        return all().stream()
                .filter(process -> commandLine(process).contains(part))
                .toList();
    }

    /** Sends a signal, as {@code kill} names it. */
    public static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    /** Addresses that any of them listens at, as the kernel writes them. */
    public Set<String> listening() throws IOException {
        Set<String> inodes = new HashSet<>();
        for (ProcessHandle process : all()) {
            inodes.addAll(sockets(process));
        }
        Set<String> addresses = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > 9 && words[3].equals(LISTENING) && inodes.contains(words[9])) {
                    addresses.add(words[1].substring(0, words[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    /** Whether that is this machine's own address, as the kernel writes it. */
    public static boolean isLoopback(String address) {
        return LOOPBACK.contains(address);
    }

    private static List<String> sockets(ProcessHandle process) throws IOException {
        List<String> inodes = new ArrayList<>();
        Path folder = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.isDirectory(folder)) {
            return inodes;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                }
            }
        }
        return inodes;
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }
}
