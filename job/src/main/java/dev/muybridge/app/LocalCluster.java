package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.stage.Toolkit;
import java.net.BindException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/** A Flink cluster in this process, on loopback, that runs one job. */
final class LocalCluster implements Cluster {
    private final MiniCluster cluster;

    private LocalCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param uiPort where Flink's web interface is wanted, 0 for any free port; without, REST gets a port of its own choice
     * @throws RunException when nothing can listen at that port
     */
    static LocalCluster start(OptionalInt uiPort) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, Integer.toString(uiPort.orElse(0)));
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(JobManagerOptions.BIND_HOST, "localhost");
        // The pages are to be looked at: a run is stopped where it was started, and no other site's page may read them.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://localhost");
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(400));
        // The workers hold the videos; Flink itself moves references only.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            if (uiPort.isPresent()
                    && ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new RunException(
                        "cannot listen at --ui-port " + uiPort.getAsInt()
                                + ", which is in use or not allowed; give another one, or 0 for any that is free",
                        e);
            }
            throw e;
        }
        return new LocalCluster(cluster);
    }

    @Override
    public RunningJob submit(RunOptions options, Toolkit toolkit) throws ExecutionException, InterruptedException {
        JobID job = cluster.submitJob(graph(options, toolkit)).get().getJobID();
        return new RunningJob(job.toHexString(), cluster.getRestAddress().get(), result(job));
    }

    private CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job).thenCompose(result -> {
            if (result.isSuccess()) {
                return CompletableFuture.completedFuture(result);
            }
            Throwable cause = result.getSerializedThrowable()
                    .<Throwable>map(error -> error.deserializeError(LocalCluster.class.getClassLoader()))
                    .orElseGet(() -> new JobCancellationException(job, "it was stopped", null));
            return CompletableFuture.failedFuture(cause);
        });
    }

    static JobGraph graph(RunOptions options, Toolkit toolkit) {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return JobEnvironment.of(options, toolkit, settings).getStreamGraph().getJobGraph();
    }

    @Override
    public void close() throws Exception {
        stop(Duration.ofSeconds(60));
    }

    /** Ends the cluster and whatever runs in it. */
    @Override
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        cluster.closeAsync().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
