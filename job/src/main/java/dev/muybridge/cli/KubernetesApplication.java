package dev.muybridge.cli;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Hashes;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClient;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClientFactory;

/**
 * A run's Flink cluster on Kubernetes, which is named like the run. It removes itself at its end, and then nothing in Kubernetes tells how
 * the run ended.
 */
final class KubernetesApplication implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** What Flink and Kubernetes take for a name. */
    private static final String NAME = "[a-z]([-a-z0-9]{0,43}[a-z0-9])?";

    private final FlinkKubeClient kubernetes;
    private final String cluster;

    /** @param configuration the client's, with {@code kubernetes.cluster-id} */
    KubernetesApplication(Configuration configuration) {
        kubernetes = FlinkKubeClientFactory.getInstance().fromConfiguration(configuration, "submit");
        cluster = configuration.get(KubernetesConfigOptions.CLUSTER_ID);
    }

    /** What a run's cluster is called: as the run is, or, where that is no name for Kubernetes, after a checksum of it. */
    static String id(String run) {
        return run.matches(NAME) ? run : "muybridge-" + Hashes.shortSha256(run);
    }

    /** Whether it is there, whoever has put it up. */
    boolean isThere() {
        return kubernetes.getRestEndpoint(cluster).isPresent();
    }

    /** The exit code of the run that {@code options} ask for, if it has ended. */
    Optional<Integer> ended(RunOptions options, PrintStream out) throws IOException {
        return isThere() ? Optional.empty() : ReportedEnd.read(options, out);
    }

    /** Waits until it is gone, and returns the exit code of the run. */
    int await(RunOptions options, PrintStream out) throws IOException, InterruptedException {
        while (isThere()) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        return ReportedEnd.last(options, "those of the pods with the label app=" + cluster, out);
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}
