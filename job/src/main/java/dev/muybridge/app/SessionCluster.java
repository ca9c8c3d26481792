package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The cluster that {@code flink run} has chosen for this program; other jobs may run there too. */
final class SessionCluster implements Cluster {
    private final ClusterClient<?> client;
    private final boolean attended;
    private volatile @Nullable RunningJob job;

    private SessionCluster(ClusterClient<?> client, boolean attended) {
        this.client = client;
        this.attended = attended;
    }

    /**
     * Finds the cluster; nothing is sent to it.
     *
     * @throws RunException when this program was not started by {@code flink run}
     */
    static Starter find() throws RunException {
        ReadableConfig chosen =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        if (!"remote".equals(chosen.get(DeploymentOptions.TARGET))) {
            throw new RunException(
                    "no Flink cluster is selected; 'flink run muybridge-job.jar submit ...' submits to one, and 'run'"
                            + " needs none");
        }
        return new Starter() {
            @Override
            public Cluster start() throws RunException {
                return new SessionCluster(client(copy(chosen)), chosen.get(DeploymentOptions.ATTACHED));
            }

            @Override
            public void requireIdle(RunOptions options) throws IOException, RunException, InterruptedException {
                Configuration once = copy(chosen);
                once.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
                try (ClusterClient<?> client = client(once)) {
                    requireIdleCluster(client, options);
                }
            }
        };
    }

    private static Configuration copy(ReadableConfig chosen) {
        return Configuration.fromMap(((Configuration) chosen).toMap());
    }

    private static ClusterClient<?> client(Configuration configuration) throws RunException {
        try {
            return new RestClusterClient<>(configuration, StandaloneClusterId.getInstance());
        } catch (Exception e) {
            throw new RunException("Flink's configuration has no REST address: " + e.getMessage(), e);
        }
    }

    private static void requireIdleCluster(ClusterClient<?> client, RunOptions options)
            throws IOException, RunException, InterruptedException {
        JobID other = new FlinkJobs(client).running(name(options));
        if (other != null) {
            throw new RunException("job " + other + " of " + client.getWebInterfaceURL() + " is writing to "
                    + options.output() + "; wait for it, cancel it, or choose another --output");
        }
    }

    @Override
    public RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit) throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, name(options));
        Restarts.configure(settings);
        JobID id = JobEnvironment.of(options, videos, toolkit, settings)
                .executeAsync()
                .getJobID();
        RunningJob submitted = new RunningJob(id, client);
        job = submitted;
        return submitted;
    }

    /** Names OUTPUT, so that later runs can see which job is writing to it. */
    private static String name(RunOptions options) {
        return "muybridge to " + options.output();
    }

    @Override
    public URI pages() {
        return URI.create(client.getWebInterfaceURL());
    }

    @Override
    public boolean isAttended() {
        return attended;
    }

    @Override
    public boolean outlivesRun() {
        return true;
    }

    @Override
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        RunningJob running = job;
        if (running != null) {
            long until = System.nanoTime() + patience.toNanos();
            running.cancel().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            running.end().get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        // The cluster was there before the run and stays.
        client.close();
    }
}
