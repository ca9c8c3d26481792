package dev.muybridge.ray;

import dev.muybridge.install.Installation;
import dev.muybridge.ray.bridge.RayAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** What a cluster says of itself, and is made to say. */
final class RayMemory {
    private RayMemory() {}

    /** What the raylet says of its object store from now on; it does every ten seconds. */
    static String stateOf(RayAddress address) throws Exception {
        Path state = Path.of(String.valueOf(address.tokenFile()))
                .resolveSibling("ray")
                .resolve("session_latest")
                .resolve("logs")
                .resolve("debug_state.txt");
        FileTime before = FileTime.from(Instant.now());
        while (Files.getLastModifiedTime(state).compareTo(before) <= 0) {
            Thread.sleep(200);
        }
        return Files.readString(state);
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
