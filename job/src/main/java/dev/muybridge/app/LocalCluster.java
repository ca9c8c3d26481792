package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.stage.Toolkit;
import java.net.BindException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/** A Flink cluster in this process, on loopback, that runs one job. */
final class LocalCluster implements Cluster {
    /** Operators report their progress with each heartbeat. */
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofMillis(500);

    private static final long CLOSE_SOURCE_MILLIS = 1000;

    private final MiniCluster cluster;
    private final ClusterClient<?> client;

    private LocalCluster(MiniCluster cluster, ClusterClient<?> client) {
        this.cluster = cluster;
        this.client = client;
    }

    /**
     * @param uiPort port of Flink's web interface, 0 for any free one; if absent, the REST interface chooses a port itself
     * @throws RunException when nothing can listen on that port
     */
    static LocalCluster start(OptionalInt uiPort) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, Integer.toString(uiPort.orElse(0)));
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(JobManagerOptions.BIND_HOST, "localhost");
        // The pages are view-only: a run is stopped where it was started, and no other site's page may read them.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://localhost");
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(400));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, BETWEEN_HEARTBEATS);
        // Once the job is stopped, Flink's reader waits for records that nothing will fetch any more: by default
        // longer than a stop may take.
        configuration.set(SourceReaderOptions.SOURCE_READER_CLOSE_TIMEOUT, CLOSE_SOURCE_MILLIS);
        // The workers hold the videos; Flink itself only moves references.
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
                        "cannot listen on --ui-port " + uiPort.getAsInt()
                                + ": it is in use or not allowed; choose another port, or 0 for any free one",
                        e);
            }
            throw e;
        }
        return new LocalCluster(cluster, new MiniClusterClient(configuration, cluster));
    }

    @Override
    public RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit)
            throws ExecutionException, InterruptedException {
        return new RunningJob(client.submitJob(graph(options, videos, toolkit)).get(), client);
    }

    static JobGraph graph(RunOptions options, VideoList videos, Toolkit toolkit) {
        return streamGraph(options, videos, toolkit).getJobGraph();
    }

    static StreamGraph streamGraph(RunOptions options, VideoList videos, Toolkit toolkit) {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return JobEnvironment.of(options, videos, toolkit, settings).getStreamGraph();
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
