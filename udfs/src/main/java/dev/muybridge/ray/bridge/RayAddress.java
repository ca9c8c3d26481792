package dev.muybridge.ray.bridge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a Ray cluster is and how to get in.
 *
 * @param host of the head
 * @param port of the head, 1 to 65535
 * @param tokenFile file with the cluster's token, null if it asks for none; read by this process's Ray
 */
public record RayAddress(String host, int port, @Nullable String tokenFile) implements Serializable {
    public RayAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("an address of Ray is HOST:PORT, was " + host + ":" + port);
        }
    }

    /** @throws IllegalArgumentException when {@code hostAndPort} is not {@code HOST:PORT} */
    public static RayAddress of(String hostAndPort, @Nullable String tokenFile) {
        int colon = hostAndPort.lastIndexOf(':');
        try {
            return new RayAddress(
                    hostAndPort.substring(0, Math.max(colon, 0)),
                    Integer.parseInt(hostAndPort.substring(colon + 1)),
                    tokenFile);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an address of Ray is HOST:PORT, was " + hostAndPort, e);
        }
    }

    /** {@code HOST:PORT}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
