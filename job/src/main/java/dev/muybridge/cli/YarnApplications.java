package dev.muybridge.cli;

import dev.muybridge.app.RunException;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Hashes;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * The applications on YARN. What became of a run only its report tells: YARN calls an application succeeded whose videos failed, and has
 * no word on one that failed. But only YARN knows when no report will come any more.
 */
final class YarnApplications implements AutoCloseable {
    private static final EnumSet<YarnApplicationState> ALIVE = EnumSet.of(
            YarnApplicationState.NEW,
            YarnApplicationState.NEW_SAVING,
            YarnApplicationState.SUBMITTED,
            YarnApplicationState.ACCEPTED,
            YarnApplicationState.RUNNING);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final YarnClient yarn = YarnClient.createYarnClient();

    /** Those of the ResourceManager in {@code HADOOP_CONF_DIR}. */
    YarnApplications() {
        yarn.init(new YarnConfiguration());
        yarn.start();
    }

    /** What a run's application is called. */
    static String name(RunOptions options) {
        return "muybridge " + options.run().name();
    }

    /** What all applications that write to the same OUTPUT are tagged with. */
    static String tag(RunOptions options) {
        return "muybridge-output-" + Hashes.shortSha256(options.output());
    }

    /** @throws RunException when an application is writing to the same OUTPUT */
    void requireIdle(RunOptions options) throws IOException, YarnException, RunException {
        Optional<ApplicationReport> other =
                find(application -> application.getApplicationTags().contains(tag(options)));
        if (other.isPresent()) {
            throw new RunException(
                    other.get().getApplicationId() + " (" + other.get().getName() + ") is writing to "
                            + options.output() + "; wait for it, kill it, or choose another --output");
        }
    }

    /**
     * Waits for the run that {@code options} ask for, which was submitted, and returns its exit code. Without a report that is the one of a
     * failed job: the application was killed, or did not get to its end.
     */
    int await(RunOptions options, PrintStream out) throws IOException, YarnException, InterruptedException {
        while (find(application -> application.getName().equals(name(options))).isPresent()) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        return ReportedEnd.last(options, "yarn logs -applicationId ID", out);
    }

    private Optional<ApplicationReport> find(Predicate<ApplicationReport> wanted) throws IOException, YarnException {
        List<ApplicationReport> alive = yarn.getApplications(ALIVE);
        return alive.stream().filter(wanted).findFirst();
    }

    @Override
    public void close() {
        yarn.stop();
    }
}
