package dev.muybridge.job.operator;

import dev.muybridge.media.VideoFiles;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the operators of one process share: the workers, and a bounded pool of threads for reads, joins and writes, so that the
 * task thread never waits. Started by the first operator that opens, closed by the last that closes.
 */
public final class TaskServices {
    private static final int IO_THREADS = 4;
    private static final Map<Toolkit, TaskServices> SHARED = new HashMap<>();
    private static final Map<Toolkit, WorkersLostException> LOSSES = new HashMap<>();

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
        try {
            TaskServices services = SHARED.computeIfAbsent(toolkit, TaskServices::new);
            if (services.users == 0) {
                LOSSES.remove(toolkit); // of an earlier job
            }
            services.users++;
            return services;
        } catch (WorkersLostException e) {
            lost(toolkit, e);
            throw e;
        }
    }

    /** No worker of that toolkit can work any more. */
    static synchronized void lost(Toolkit toolkit, WorkersLostException loss) {
        LOSSES.putIfAbsent(toolkit, loss);
    }

    /**
     * Why a job with that toolkit has ended: the loss of its workers, where that was so, else {@code error}. Flink may name another
     * reason than the loss: when its source's coordinator notices a task that has failed before the task itself has said why; or that
     * of the task that came second, and found only that there is nothing left to connect to.
     */
    public static synchronized Exception endOf(Toolkit toolkit, Exception error) {
        WorkersLostException known = LOSSES.get(toolkit);
        WorkersLostException told = WorkersLostException.in(error);
        if (known != null) {
            return known;
        }
        return told != null ? told : error;
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
