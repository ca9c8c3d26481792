package dev.muybridge.job.operator;

import dev.muybridge.media.VideoFiles;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the operators of one process share: the workers, and a bounded pool of threads for reads, joins and writes, so that the
 * task thread never waits. Started by the first operator that opens, closed by the last that closes.
 */
final class TaskServices {
    private static final int IO_THREADS = 4;
    private static final Map<Toolkit, TaskServices> SHARED = new HashMap<>();

    private final Toolkit toolkit;
    private final Workers workers;
    private final VideoFiles videoFiles;
    private final ExecutorService io;
    private int users;

    private TaskServices(Toolkit toolkit) {
        this.toolkit = toolkit;
        this.workers = toolkit.startWorkers();
        this.videoFiles = toolkit.videoFiles();
        this.io = Executors.newFixedThreadPool(IO_THREADS, task -> {
            Thread thread = new Thread(task, "muybridge-io");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The services of that toolkit in this process; each call is matched by one {@link #release()}. */
    static synchronized TaskServices acquire(Toolkit toolkit) {
        TaskServices services = SHARED.computeIfAbsent(toolkit, TaskServices::new);
        services.users++;
        return services;
    }

    /** Gives back what {@link #acquire} gave. */
    void release() {
        synchronized (TaskServices.class) {
            users--;
            if (users == 0) {
                SHARED.remove(toolkit);
                io.shutdownNow();
                workers.close();
            }
        }
    }

    Workers workers() {
        return workers;
    }

    VideoFiles videoFiles() {
        return videoFiles;
    }

    ExecutorService io() {
        return io;
    }
}
