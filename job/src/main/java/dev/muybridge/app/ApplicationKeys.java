package dev.muybridge.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * A key that only the processes of one application get, with the files that are shipped to them: what Flink listens on there answers
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

    /** The file to be shipped. */
    public Path file() {
        return keys.store();
    }

    /** Flink's settings for processes that have the file in their working folder. */
    public Map<String, String> settings() {
        Configuration settings = new Configuration();
        keys.configure(settings, file().getFileName().toString());
        return settings.toMap();
    }

    @Override
    public void close() {
        keys.close();
    }
}
