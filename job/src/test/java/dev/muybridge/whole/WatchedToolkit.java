package dev.muybridge.whole;

import dev.muybridge.install.Installation;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.local.InProcessWorkers;
import dev.muybridge.local.LocalToolkit;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The workers of this process, which can be asked afterwards who did how much. */
public record WatchedToolkit(LocalToolkit toolkit, long run) implements Toolkit {
    private static final AtomicLong RUNS = new AtomicLong();
    private static final Map<Long, InProcessWorkers> STARTED = new ConcurrentHashMap<>();

    /** A toolkit for one run. */
    public static WatchedToolkit of(RunOptions options) {
        String home = Installation.current().home().toString();
        return new WatchedToolkit(
                new LocalToolkit(
                        home,
                        options.model(),
                        options.workers(),
                        options.wanted().measures()),
                RUNS.incrementAndGet());
    }

    @Override
    public VideoFiles videoFiles() {
        return toolkit.videoFiles();
    }

    @Override
    public int workers() {
        return toolkit.workers();
    }

    @Override
    public Workers startWorkers(int share) {
        InProcessWorkers workers = (InProcessWorkers) toolkit.startWorkers(share);
        STARTED.put(run, workers);
        return workers;
    }

    /** How many milliseconds the calls of that step took: 0 where there were none. */
    public long busyMillis(WorkStep step) {
        InProcessWorkers workers = STARTED.get(run);
        return workers == null ? 0 : workers.counts(step).busyMillis();
    }

    /** How many calls each worker has begun. */
    public List<Long> calls() {
        InProcessWorkers workers = STARTED.get(run);
        if (workers == null) {
            throw new IllegalStateException("run " + run + " started no workers");
        }
        return workers.callsByWorker();
    }
}
