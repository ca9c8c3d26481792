package dev.muybridge.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.jspecify.annotations.Nullable;

/** What a cluster says of itself and its jobs. */
final class FlinkJobs {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClusterClient<?> client;

    /** @param client closed by the caller */
    FlinkJobs(ClusterClient<?> client) {
        this.client = client;
    }

    /**
     * The id of a job of that name that has not ended, or null.
     *
     * @throws IOException when the cluster does not answer
     */
    @Nullable
    JobID running(String name) throws IOException, InterruptedException {
        for (JobStatusMessage job : all()) {
            if (job.getJobName().equals(name) && !job.getJobState().isGloballyTerminalState()) {
                return job.getJobId();
            }
        }
        return null;
    }

    /**
     * How many TaskManagers can take a task now; 1 where they are only started when there is work, or Flink does not say.
     *
     * @throws IOException when the cluster does not answer
     */
    int freeTaskManagers() throws IOException, InterruptedException {
        if (!(client instanceof RestClusterClient<?> asked)) {
            return 1;
        }
        ClusterOverviewWithVersion overview = answer(asked::getClusterOverview);
        return Math.max(1, Math.min(overview.getNumTaskManagersConnected(), overview.getNumSlotsAvailable()));
    }

    private Collection<JobStatusMessage> all() throws IOException, InterruptedException {
        return answer(client::listJobs);
    }

    private <T> T answer(Callable<CompletableFuture<T>> question) throws IOException, InterruptedException {
        try {
            return question.call().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            throw noAnswer("nothing within " + PATIENCE.toSeconds() + " s", e);
        } catch (Exception e) {
            throw noAnswer(first(e).toString(), e);
        }
    }

    private static Throwable first(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private IOException noAnswer(String why, Exception cause) {
        return new IOException("no Flink cluster answers at " + client.getWebInterfaceURL() + " (" + why + ")", cause);
    }
}
