package dev.muybridge.ray.bridge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that has lost its Ray cluster cannot connect to another one. Where whoever started it starts another one when it ends, as Flink
 * does with TaskManagers on YARN and Kubernetes, it ends, and the other one connects.
 */
final class Replacement {
    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    /** Set for processes that are replaced. */
    private static final boolean POSSIBLE = Boolean.getBoolean("muybridge.replaced");

    /** For the tasks to tell why they failed; less than Flink's shortest pause before they are started again. */
    private static final long HEARD_MILLIS = 1000;

    private static final int CODE = 1;

    private Replacement() {}

    /** Whether this process is replaced when it ends. */
    static boolean isPossible() {
        return POSSIBLE;
    }

    /** Ends this process soon, if it is replaced then. */
    static void ask() {
        if (POSSIBLE) {
            LOG.error("this process has lost its Ray cluster; it ends, so that another one takes its place");
            CompletableFuture.delayedExecutor(HEARD_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> RayInternals.exit(CODE));
        }
    }
}
