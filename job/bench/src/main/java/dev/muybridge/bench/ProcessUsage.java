package dev.muybridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Watches processes from outside: looks at them twice a second, and every 2.5 seconds at who there is and how much memory all have.
 * Keeps the CPU time of each as it was last seen and the most memory that they had together. What a process does after the last look is
 * missed, and what memory it has when it is first seen.
 */
final class ProcessUsage implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    /** To find processes takes milliseconds, and to add up their pages 12 ms for each GiB: time that those who are watched do not have. */
    private static final int LOOKS_FOR_EACH_AT_MEMORY = 5;

    /** A kernel's unit of CPU time; Linux reports a hundred to the second whatever it counts in. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private final Supplier<List<ProcessHandle>> processes;
    private final Function<ProcessHandle, String> kinds;
    private final Map<Long, Seen> seen = new HashMap<>();
    private final Thread watcher = new Thread(this::watch, "process-usage");
    private long peakBytes;

    private record Seen(String kind, double seconds) {}

    /**
     * @param processes those that are alive
     * @param kinds what a process is counted as
     */
    ProcessUsage(Supplier<List<ProcessHandle>> processes, Function<ProcessHandle, String> kinds) {
        this.processes = processes;
        this.kinds = kinds;
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            for (int looks = 0; true; looks++) {
                if (looks % LOOKS_FOR_EACH_AT_MEMORY == 0) {
                    lookAtMemory();
                } else {
                    lookAtTime();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Finds out who there is. */
    private synchronized void lookAtMemory() {
        long bytes = 0;
        for (ProcessHandle process : processes.get()) {
            long id = process.pid();
            try {
                double seconds = cpuSeconds(id);
                // While it is being started, a process shows all of its parent's memory as its own.
                bytes += seen.containsKey(id) ? proportionalBytes(id) : 0;
                seen.put(id, new Seen(kinds.apply(process), seconds));
            } catch (IOException e) {
                // It has just ended; what was seen of it last counts.
            }
        }
        peakBytes = Math.max(peakBytes, bytes);
    }

    private synchronized void lookAtTime() {
        for (Map.Entry<Long, Seen> process : seen.entrySet()) {
            try {
                process.setValue(new Seen(process.getValue().kind, cpuSeconds(process.getKey())));
            } catch (IOException e) {
                // It has ended; what was seen of it last counts.
            }
        }
    }

    /** CPU time so far of each kind, in seconds. */
    synchronized Map<String, Double> cpuSeconds() {
        Map<String, Double> kindsSeconds = new TreeMap<>();
        seen.values().forEach(process -> kindsSeconds.merge(process.kind, process.seconds, Double::sum));
        return kindsSeconds;
    }

    /** The largest sum of proportional set sizes so far: memory that several processes share counts once. */
    synchronized long peakBytes() {
        return peakBytes;
    }

    private static long proportionalBytes(long process) throws IOException {
        for (String line : Files.readAllLines(proc(process, "smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return 0; // ended, and not yet waited for
    }

    private static double cpuSeconds(long process) throws IOException {
        String stat = Files.readString(proc(process, "stat"), StandardCharsets.ISO_8859_1);
        // A name may have spaces and brackets in it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
    }

    private static Path proc(long process, String file) {
        return Path.of("/proc", Long.toString(process), file);
    }

    @Override
    public void close() throws InterruptedException {
        watcher.interrupt();
        watcher.join();
    }
}
