package dev.muybridge.ray;

import dev.muybridge.testing.ListeningSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of an embedded Ray cluster, as the operating system shows them. */
public final class RayProcesses {
    private final ProcessHandle watch;

    /** @param watch the process that holds the others */
    public RayProcesses(ProcessHandle watch) {
        this.watch = watch;
    }

    /** Whether the one that holds the others has {@code part} in its command line. */
    public boolean isNamed(String part) {
        return commandLine(watch).contains(part);
    }

    /** All of them. */
    public List<ProcessHandle> all() {
        return Stream.concat(Stream.of(watch), watch.descendants()).toList();
    }

    /** The JVMs of actors; the raylet has their command line in its own. */
    public List<ProcessHandle> workers() {
        return named("\0io.ray.runtime.runner.worker.DefaultWorker\0").stream()
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

    /** Where any of them listens. */
    public List<ListeningSocket> listening() throws IOException {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (ProcessHandle process : all()) {
            sockets.addAll(ListeningSocket.of(process.pid()));
        }
        return sockets;
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }
}
