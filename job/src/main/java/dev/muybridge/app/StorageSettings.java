package dev.muybridge.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** What file systems are told: a file of {@code key: value} lines, named by the system property {@value #FILE}, and defaults. */
final class StorageSettings {
    static final String FILE = "muybridge.storage";

    /** What Flink passes to the file systems of its plugins begins with one of these. */
    private static final List<String> PREFIXES = List.of("s3.", "s3a.", "fs.");

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private StorageSettings() {}

    /**
     * Reads the file, if one is named.
     *
     * @throws RunException when others than its owner could read it, or it has other settings too
     */
    static Configuration read() throws IOException, RunException {
        String named = System.getProperty(FILE, "");
        return named.isEmpty() ? new Configuration() : read(Path.of(named));
    }

    static Configuration read(Path file) throws IOException, RunException {
        Properties found = new Properties();
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new RunException("others can read " + file + ", which may hold a secret; run: chmod 600 " + file);
            }
            try (Reader in = Files.newBufferedReader(file)) {
                found.load(in);
            }
        } catch (NoSuchFileException e) {
            throw new RunException("there is no " + file + ", which MUYBRIDGE_STORAGE names", e);
        } catch (IllegalArgumentException e) {
            throw new RunException(file + " has a line that is not 'key: value': " + e.getMessage(), e);
        }
        Configuration settings = new Configuration();
        for (String key : found.stringPropertyNames()) {
            if (PREFIXES.stream().noneMatch(key::startsWith)) {
                throw new RunException(file + " has '" + key
                        + "', which is no setting of a file system: those begin with " + String.join(" or ", PREFIXES));
            }
            settings.setString(key, found.getProperty(key));
        }
        return settings;
    }

    /**
     * Adds what is not set.
     *
     * @param scratch a folder for what is about to be sent
     */
    static void addDefaults(Configuration settings, Path scratch) {
        settings.set(CoreOptions.TMP_DIRS, scratch.toString());
        addDefault(settings, "buffer.dir", scratch.toString());
        // Otherwise S3A removes those of all folders above each file that it writes, and a server that keeps them as
        // folders refuses.
        addDefault(settings, "directory.marker.retention", "keep");
    }

    private static void addDefault(Configuration settings, String key, String value) {
        List<String> names = List.of("fs.s3a." + key, "s3a." + key, "s3." + key);
        if (Collections.disjoint(settings.keySet(), names)) {
            settings.setString(names.get(0), value);
        }
    }
}
