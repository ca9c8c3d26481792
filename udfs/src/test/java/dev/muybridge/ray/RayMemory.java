package dev.muybridge.ray;

import dev.muybridge.install.Installation;
import dev.muybridge.ray.bridge.RayAddress;
import java.nio.charset.StandardCharsets;

/** What Ray's own Python says of a cluster. */
final class RayMemory {
    private RayMemory() {}

    /** The totals of the object store. */
    static String of(RayAddress address) throws Exception {
        return python(address, """
                import sys
                from ray._private.internal_api import memory_summary
                print(memory_summary(address=sys.argv[1], stats_only=True))
                """);
    }

    /** Makes the head at {@code address} say that it has another version. */
    static void pretendVersion(RayAddress address, String version) throws Exception {
        python(address, """
                import sys
                from ray._raylet import GcsClient
                client = GcsClient(address=sys.argv[1])
                client.internal_kv_put(b"CLUSTER_METADATA", b'{"ray_version": "%s"}', True, b"cluster")
                """.formatted(version));
    }

    private static String python(RayAddress address, String program) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Installation.current().rayPython().toString(), "-I", "-c", program, address.toString());
        builder.environment().put("RAY_AUTH_MODE", "token");
        builder.environment().put("RAY_AUTH_TOKEN_PATH", String.valueOf(address.tokenFile()));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return said;
    }
}
