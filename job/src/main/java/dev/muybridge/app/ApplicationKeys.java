package dev.muybridge.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * A key that only the processes of one application get: what Flink listens on there answers
 * nobody else. It is deleted here when this is closed; then the application has its copy, and nobody else has one.
 */
public final class ApplicationKeys implements AutoCloseable {
    private final ClusterKeys keys;

    private ApplicationKeys(ClusterKeys keys) {
        this.keys = keys;
    }

    /** @throws IOException when they cannot be made */
    public static ApplicationKeys make() throws IOException, InterruptedException {
        ClusterKeys keys = ClusterKeys.begin(RunFolder.make());
        try {
            keys.await();
            return new ApplicationKeys(keys);
        } catch (IOException | InterruptedException e) {
            keys.close();
            throw e;
        }
    }

    /** The file that they get. */
    public Path file() {
        return keys.store();
    }

    /**
     * Flink's settings.
     *
     * @param file where the processes find the file; relative to their working folder, if it is not absolute
     */
    public Map<String, String> settings(Path file) {
        Configuration settings = new Configuration();
        keys.configure(settings, file.toString());
        return settings.toMap();
    }

    @Override
    public void close() {
        keys.close();
    }
}
