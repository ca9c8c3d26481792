package dev.muybridge.job.operator;

import dev.muybridge.job.progress.WorkersLostAccumulator;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

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
    private final Semaphore tracks = new Semaphore(PoseTrack.MOST_FRAMES, true);
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

    /**
     * The services of that toolkit in this process; each call is matched by one {@link #release()}.
     *
     * @param workersLost is notified when no worker can be started
     */
    static synchronized TaskServices acquire(Toolkit toolkit, WorkersLostAccumulator workersLost) {
        try {
            TaskServices services = SHARED.computeIfAbsent(toolkit, TaskServices::new);
            services.users++;
            return services;
        } catch (WorkersLostException e) {
            workersLost.add(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Releases what {@link #acquire} returned. */
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

    /** Room for so many frames of tracks that are being measured, so that memory does not follow from how many videos are. */
    Semaphore tracks() {
        return tracks;
    }

    /** Runs blocking work on the I/O pool. */
    <T> CompletableFuture<T> onIo(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                io);
    }
}
