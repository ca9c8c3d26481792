package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.rpc.AddressResolution;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The cluster that {@code flink run} has chosen for this program; other jobs may run there too. */
final class SessionCluster implements Cluster {
    private static final int ATTEMPTS_AFTER_A_FAILURE = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final URI rest;
    private final boolean attended;
    private volatile @Nullable JobClient job;

    private SessionCluster(URI rest, boolean attended) {
        this.rest = rest;
        this.attended = attended;
    }

    /**
     * Finds the cluster; nothing is sent to it.
     *
     * @throws RunException when this program was not started by {@code flink run}
     */
    static SessionCluster find() throws RunException {
        ReadableConfig chosen =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        if (!"remote".equals(chosen.get(DeploymentOptions.TARGET))) {
            throw new RunException(
                    "no Flink cluster was chosen; 'flink run muybridge-job.jar submit ...' submits to one, and 'run'"
                            + " needs none");
        }
        try {
            String address = HighAvailabilityServicesUtils.getWebMonitorAddress(
                    Configuration.fromMap(((Configuration) chosen).toMap()), AddressResolution.NO_ADDRESS_RESOLUTION);
            return new SessionCluster(URI.create(address), chosen.get(DeploymentOptions.ATTACHED));
        } catch (Exception e) {
            throw new RunException("Flink's configuration names no REST interface: " + e.getMessage(), e);
        }
    }

    /** The same cluster for a run. */
    Starter starter() {
        return new Starter() {
            @Override
            public Cluster start() {
                return SessionCluster.this;
            }

            @Override
            public void requireIdle(RunOptions options) throws IOException, RunException, InterruptedException {
                String other = new FlinkJobs(rest).running(name(options));
                if (other != null) {
                    throw new RunException("job " + other + " of " + rest + " is writing to " + options.output()
                            + "; wait for it, cancel it, or give another --output");
                }
            }
        };
    }

    @Override
    public RunningJob submit(RunOptions options, Toolkit toolkit) throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, name(options));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, ATTEMPTS_AFTER_A_FAILURE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, BETWEEN_ATTEMPTS);
        JobClient submitted = JobEnvironment.of(options, toolkit, settings).executeAsync();
        job = submitted;
        return new RunningJob(submitted.getJobID().toHexString(), rest, submitted.getJobExecutionResult());
    }

    /** Names the OUTPUT, so that whoever comes later sees who is writing to it. */
    private static String name(RunOptions options) {
        return "muybridge to " + options.output();
    }

    @Override
    public boolean isAttended() {
        return attended;
    }

    @Override
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        JobClient running = job;
        if (running != null) {
            long until = System.nanoTime() + patience.toNanos();
            running.cancel().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                running.getJobExecutionResult().get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                // That is how a cancelled job ends.
            }
        }
    }

    @Override
    public void close() {
        // It was there before the run and stays.
    }
}
