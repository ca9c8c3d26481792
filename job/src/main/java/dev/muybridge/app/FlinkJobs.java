package dev.muybridge.app;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The jobs of a cluster. */
final class FlinkJobs {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    private final URI rest;

    /** @param rest address of Flink's REST interface */
    FlinkJobs(URI rest) {
        this.rest = rest;
    }

    /**
     * The id of a job of that name that has not ended, or null.
     *
     * @throws IOException when the cluster gives no answer
     */
    @Nullable
    String running(String name) throws IOException, InterruptedException {
        try {
            for (JsonNode job : new FlinkRest().get(rest + "/jobs/overview").path("jobs")) {
                if (job.path("name").asText().equals(name)
                        && !ENDED.contains(job.path("state").asText())) {
                    return job.path("jid").asText();
                }
            }
            return null;
        } catch (IOException e) {
            throw new IOException("no Flink cluster answers at " + rest + " (" + e + ")", e);
        }
    }
}
