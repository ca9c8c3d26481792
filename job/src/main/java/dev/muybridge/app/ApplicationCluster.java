package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.stage.Toolkit;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The cluster of Flink's application mode: this program runs in its JobManager, and the cluster ends with the program. */
final class ApplicationCluster implements Cluster {
    private final int tasks;
    private volatile @Nullable RunningJob job;

    /** @param tasks how many share each step */
    ApplicationCluster(int tasks) {
        this.tasks = tasks;
    }

    @Override
    public RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit) throws Exception {
        RunningJob submitted = new EmbeddedJob(
                JobEnvironment.ofCluster(options, videos, toolkit, tasks).executeAsync());
        job = submitted;
        return submitted;
    }

    /** Whoever put the cluster up knows how it is reached; from in here that cannot be told. */
    @Override
    public @Nullable URI pages() {
        return null;
    }

    @Override
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        RunningJob running = job;
        if (running != null) {
            running.cancel().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        // Flink ends the cluster when the program returns.
    }
}
