package dev.muybridge.app;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Where Flink has chosen to execute the jobs of this program. */
final class FlinkTarget {
    /** What the target is in application mode, on every kind of cluster. */
    private static final String EMBEDDED = "embedded";

    private final Configuration configuration;

    private FlinkTarget(Configuration configuration) {
        this.configuration = configuration;
    }

    /** That of this program; without one if neither {@code flink run} nor a JobManager has started it. */
    static FlinkTarget current() {
        ReadableConfig chosen =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        return new FlinkTarget(Configuration.fromMap(((Configuration) chosen).toMap()));
    }

    /** Whether this program runs in the JobManager of a cluster that is there for it alone. */
    boolean isApplication() {
        return EMBEDDED.equals(name());
    }

    /**
     * The cluster; nothing is sent to it.
     *
     * @throws RunException when there is none, or only one in this process
     */
    Cluster.Starter starter() throws RunException {
        String name = name();
        if (name == null || name.equals("local")) {
            throw new RunException(
                    "no Flink cluster is selected; './muybridge submit --target TARGET ...' and 'flink run"
                            + " muybridge-job.jar submit ...' submit to one, and 'run' needs none");
        }
        int tasks = configuration.get(CoreOptions.DEFAULT_PARALLELISM);
        return isApplication() ? () -> new ApplicationCluster(tasks) : SessionCluster.starter(configuration);
    }

    private @Nullable String name() {
        return configuration.get(DeploymentOptions.TARGET);
    }
}
