package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.web.FlinkPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.Reference;
import org.jspecify.annotations.Nullable;

/** A Flink cluster in this process, on loopback, that runs one job. */
final class LocalCluster implements Cluster {
    /** Operators report their progress with each heartbeat, and it is shown once a second. */
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(1);

    private final ClusterKeys keys;
    private final MiniCluster cluster;
    private final ClusterClient<?> client;
    private final @Nullable FlinkPages pages;

    private LocalCluster(ClusterKeys keys, MiniCluster cluster, ClusterClient<?> client, @Nullable FlinkPages pages) {
        this.keys = keys;
        this.cluster = cluster;
        this.client = client;
        this.pages = pages;
    }

    /** Starts one as {@link #start(OptionalInt)} does. */
    static Starter starter(OptionalInt uiPort) {
        return new Starter() {
            @Override
            public Cluster start() throws Exception {
                return LocalCluster.start(uiPort);
            }

            @Override
            public void removeLeft() throws IOException {
                RunFolder.removeLeft();
            }
        };
    }

    /**
     * @param uiPort port of Flink's web pages, 0 for any free one; if absent, they are not shown
     * @throws RunException when nothing can listen on that port
     */
    static LocalCluster start(OptionalInt uiPort) throws Exception {
        FlinkPages pages = uiPort.isPresent() ? open(uiPort.getAsInt()) : null;
        ClusterKeys keys = null;
        try {
            keys = ClusterKeys.begin(RunFolder.make());
            return start(keys, pages);
        } catch (Exception e) {
            close(keys, pages);
            throw e;
        }
    }

    private static LocalCluster start(ClusterKeys keys, @Nullable FlinkPages pages) throws Exception {
        Configuration configuration = configuration();
        // Killed, Flink leaves 24 MB and a dozen folders there.
        configuration.set(CoreOptions.TMP_DIRS, keys.folder().toString());
        configuration.set(WebOptions.TMP_DIR, keys.folder().toString());
        keys.configure(configuration, keys.store().toString());
        MiniCluster cluster = new MiniCluster(cluster(configuration), () -> rpcSystem(configuration, keys));
        try {
            cluster.start();
            MiniClusterClient client = new MiniClusterClient(configuration, cluster);
            if (pages != null) {
                pages.show(configuration, URI.create(client.getWebInterfaceURL()));
            }
            return new LocalCluster(keys, cluster, client, pages);
        } catch (Exception e) {
            cluster.close();
            throw e instanceof UncheckedIOException wrapped ? wrapped.getCause() : e;
        }
    }

    private static FlinkPages open(int port) throws IOException, RunException {
        try {
            return FlinkPages.open(port);
        } catch (BindException e) {
            throw new RunException(
                    "cannot listen on --ui-port " + port
                            + ": it is in use or not allowed; choose another port, or 0 for any free one",
                    e);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(JobManagerOptions.BIND_HOST, "localhost");
        // The pages are view-only: a run is stopped where it was started. So they show no buttons.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(400));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, BETWEEN_HEARTBEATS);
        // They carry a login to other processes. There are none, and asking for them loads much of Hadoop.
        configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        // The workers hold the videos; Flink itself only moves references.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        return configuration;
    }

    private static MiniClusterConfiguration cluster(Configuration configuration) {
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build();
    }

    /** Loading it is the part of Flink's start that comes before anything listens, and takes as long as making a key. */
    private static Reference<RpcSystem> rpcSystem(Configuration configuration, ClusterKeys keys) {
        RpcSystem loaded = RpcSystem.load(configuration);
        try {
            keys.await();
            return Reference.owned(loaded);
        } catch (IOException e) {
            loaded.close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            loaded.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for keytool", e);
        }
    }

    @Override
    public RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit)
            throws ExecutionException, InterruptedException {
        return new ClientJob(client.submitJob(graph(options, videos, toolkit)).get(), client);
    }

    static JobGraph graph(RunOptions options, VideoList videos, Toolkit toolkit) {
        return streamGraph(options, videos, toolkit).getJobGraph();
    }

    static StreamGraph streamGraph(RunOptions options, VideoList videos, Toolkit toolkit) {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        return JobEnvironment.of(options, videos, toolkit, settings).getStreamGraph();
    }

    @Override
    public URI pages() {
        return pages == null ? URI.create(client.getWebInterfaceURL()) : pages.address();
    }

    @Override
    public void close() throws Exception {
        stop(Duration.ofSeconds(60));
    }

    /** Ends the cluster and whatever runs in it. */
    @Override
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            cluster.closeAsync().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            close(keys, pages);
        }
    }

    private static void close(@Nullable ClusterKeys keys, @Nullable FlinkPages pages) {
        if (pages != null) {
            pages.close();
        }
        if (keys != null) {
            keys.close();
        }
    }
}
