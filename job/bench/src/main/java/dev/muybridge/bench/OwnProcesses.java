package dev.muybridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The processes that a bench has started, with all that those have started: recognised by a mark in their environment, which
 * children inherit, so that nothing else is ever taken for one of them, whoever its parent is by now.
 */
final class OwnProcesses {
    private static final String VARIABLE = "MUYBRIDGE_BENCH";
    private static final long POLL_MILLIS = 20;

    private final String mark = UUID.randomUUID().toString();

    /** Starts a process with the mark; its standard input is empty. */
    Process start(ProcessBuilder builder) throws IOException {
        builder.environment().put(VARIABLE, mark);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** {@code NAME=VALUE} of the mark, for processes that inherit nothing from those that start them. */
    String mark() {
        return VARIABLE + "=" + mark;
    }

    /** Those that are alive. A handle keeps the process's start time, so that none that comes later is taken for it. */
    List<ProcessHandle> all() {
        Map<Long, ProcessHandle> found = new LinkedHashMap<>();
        ProcessHandle.allProcesses().filter(this::isMarked).forEach(process -> {
            found.put(process.pid(), process);
            // Some overwrite their environment with the title that they give themselves.
            process.descendants().forEach(child -> found.put(child.pid(), child));
        });
        return List.copyOf(found.values());
    }

    /** The JVMs of Ray's actors; the raylet has their command line in its own. */
    List<ProcessHandle> workers() {
        return all().stream().filter(OwnProcesses::isWorker).toList();
    }

    /** Whether it is the JVM of an actor. */
    static boolean isWorker(ProcessHandle process) {
        String words = commandLine(process);
        return words.contains("\0io.ray.runtime.runner.worker.DefaultWorker\0")
                && !words.contains("--raylet_socket_name=");
    }

    /** Those whose command line has {@code part} in it. */
    List<ProcessHandle> named(String part) {
        return all().stream()
                .filter(process -> commandLine(process).contains(part))
                .toList();
    }

    /** Kills them all, including what they start meanwhile. */
    void killAll() throws InterruptedException {
        for (List<ProcessHandle> alive = all(); !alive.isEmpty(); alive = all()) {
            alive.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Waits until none is alive; returns those that still are after {@code patience}. */
    List<String> awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<ProcessHandle> alive = all();
        while (!alive.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            alive = all();
        }
        List<String> left = new ArrayList<>();
        for (ProcessHandle process : alive) {
            left.add("process " + process.pid() + ": " + commandLine(process).replace('\0', ' '));
        }
        return left;
    }

    /** The same of {@link #workers()} alone. */
    List<String> awaitNoWorkers(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<ProcessHandle> alive = workers();
        while (!alive.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            alive = workers();
        }
        return alive.stream().map(worker -> "Ray worker " + worker.pid()).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        return ("\0" + read(process, "environ") + "\0").contains("\0" + VARIABLE + "=" + mark + "\0");
    }

    /** Its words, each ended by a zero; empty if it is another user's or has just ended. */
    static String commandLine(ProcessHandle process) {
        return read(process, "cmdline");
    }

    /** Empty for another user's process, or for one that has just ended. */
    private static String read(ProcessHandle process, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
