package dev.muybridge.app;

import dev.muybridge.ray.bridge.RayAddress;
import org.jspecify.annotations.Nullable;

/** Where a run's workers are. */
public sealed interface WorkersAt {
    /** In threads of the process that calls them. */
    record ThisProcess() implements WorkersAt {}

    /** In a Ray cluster on this machine that is started for the run and ends with it. */
    record EmbeddedRay() implements WorkersAt {}

    /** In a Ray cluster that is already running. */
    record RayCluster(RayAddress address) implements WorkersAt {}

    /**
     * Parses the value given on a command line.
     *
     * @param text {@code embedded}, {@code off} or {@code HOST:PORT}
     * @param tokenFile file with the token of the cluster at {@code HOST:PORT}, null if it asks for none
     * @throws IllegalArgumentException for anything else, and for a token without a cluster's address
     */
    static WorkersAt parse(String text, @Nullable String tokenFile) {
        if (text.contains(":")) {
            return new RayCluster(RayAddress.of(text, tokenFile));
        }
        if (tokenFile != null) {
            throw new IllegalArgumentException(
                    "--ray-token can only be used with --ray HOST:PORT, not with --ray " + text);
        }
        return switch (text) {
            case "embedded" -> new EmbeddedRay();
            case "off" -> new ThisProcess();
            default -> throw new IllegalArgumentException("--ray must be embedded, off or HOST:PORT, was " + text);
        };
    }
}
