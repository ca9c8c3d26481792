package dev.muybridge.job.operator;

import dev.muybridge.job.progress.WorkersLostAccumulator;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.motion.Sights;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * What the operators of one share of the work use together, in one process: its workers, and a bounded pool of threads for reads, joins and writes, so that the
 * task thread never waits. Started by the first operator that opens, closed by the last that closes.
 */
final class TaskServices {
    private static final int IO_THREADS = 4;

    /** Two long parts of tracks, or some dozens of short tracks. */
    private static final int TRACK_FRAMES = 2 * (Sights.PART_FRAMES + 2 * Sights.FRAMES_AROUND);

    private static final Map<Key, TaskServices> SHARED = new HashMap<>();

    private final Key key;
    private final Workers workers;
    private final VideoFiles videoFiles;
    private final ExecutorService io;
    private final Semaphore tracks = new Semaphore(TRACK_FRAMES, true);
    private int users;

    /** Where tasks of two shares are in one process, each share has its own. */
    private record Key(Toolkit toolkit, Share share) {}

    private TaskServices(Key key) {
        this.key = key;
        this.workers = key.toolkit.startWorkers(key.share.workers());
        this.videoFiles = key.toolkit.videoFiles();
        this.io = Executors.newFixedThreadPool(IO_THREADS, task -> {
            Thread thread = new Thread(task, "muybridge-io");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The services of that toolkit in this process; each call is matched by one {@link #release()}.
     *
     * @param share the part of the workers that the operator's subtask has
     * @param workersLost is notified when no worker can be started
     */
    static synchronized TaskServices acquire(Toolkit toolkit, Share share, WorkersLostAccumulator workersLost) {
        try {
            TaskServices services = SHARED.computeIfAbsent(new Key(toolkit, share), TaskServices::new);
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
                SHARED.remove(key);
                io.shutdownNow();
                workers.close();
            }
        }
    }

    Workers workers() {
        return workers;
    }

    /** What they are working on for that step, numbered as the run's workers are. */
    List<WorkerCall> atWork(WorkStep step) {
        return workers.atWork().stream()
                .filter(call -> call.step() == step)
                .map(call -> call.after(key.share.before()))
                .toList();
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
