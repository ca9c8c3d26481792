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
import org.apache.flink.client.deployment.ClusterClientFactory;
import org.apache.flink.client.deployment.ClusterDescriptor;
import org.apache.flink.client.deployment.DefaultClusterClientServiceLoader;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.jspecify.annotations.Nullable;

/** The cluster that {@code flink run} has chosen for this program; other jobs may run there too. */
final class SessionCluster implements Cluster {
    private final ClusterClient<?> client;
    private final boolean attended;
    private final int tasks;
    private volatile @Nullable RunningJob job;

    private SessionCluster(ClusterClient<?> client, boolean attended, int tasks) {
        this.client = client;
        this.attended = attended;
        this.tasks = tasks;
    }

    /** The one that {@code chosen} leads to; nothing is sent to it. */
    static Starter starter(Configuration chosen) {
        return new Starter() {
            @Override
            public Cluster start() throws RunException {
                return new SessionCluster(
                        client(chosen),
                        chosen.get(DeploymentOptions.ATTACHED),
                        chosen.get(CoreOptions.DEFAULT_PARALLELISM));
            }

            @Override
            public void requireIdle(RunOptions options) throws IOException, RunException, InterruptedException {
                Configuration once = new Configuration(chosen);
                once.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
                try (ClusterClient<?> client = client(once)) {
                    requireIdleCluster(client, options);
                }
            }
        };
    }

    private static ClusterClient<?> client(Configuration chosen) throws RunException {
        try {
            return retrieve(new DefaultClusterClientServiceLoader().getClusterClientFactory(chosen), chosen);
        } catch (Exception e) {
            throw new RunException(
                    "the Flink cluster that was chosen (" + chosen.get(DeploymentOptions.TARGET)
                            + ") cannot be reached: " + e.getMessage(),
                    e);
        }
    }

    private static <T> ClusterClient<T> retrieve(ClusterClientFactory<T> factory, Configuration chosen)
            throws Exception {
        T id = factory.getClusterId(chosen);
        if (id == null) {
            throw new IllegalArgumentException(
                    "no cluster is named; -Dyarn.application.id=ID or -Dkubernetes.cluster-id=ID names one");
        }
        try (ClusterDescriptor<T> descriptor = factory.createClusterDescriptor(chosen)) {
            return descriptor.retrieve(id).getClusterClient();
        }
    }

    private static void requireIdleCluster(ClusterClient<?> client, RunOptions options)
            throws IOException, RunException, InterruptedException {
        JobID other = new FlinkJobs(client).running(JobEnvironment.name(options));
        if (other != null) {
            throw new RunException("job " + other + " of " + client.getWebInterfaceURL() + " is writing to "
                    + options.output() + "; wait for it, cancel it, or choose another --output");
        }
    }

    @Override
    public RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit) throws Exception {
        int sharing = tasks > 1 ? tasks : new FlinkJobs(client).freeTaskManagers();
        JobID id = JobEnvironment.ofCluster(options, videos, toolkit, sharing)
                .executeAsync()
                .getJobID();
        RunningJob submitted = new ClientJob(id, client);
        job = submitted;
        return submitted;
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
