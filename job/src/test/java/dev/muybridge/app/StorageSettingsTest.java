package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageSettingsTest {
    @TempDir
    Path folder;

    @Test
    void read_linesOfKeysAndValues() throws Exception {
        Path file = file("rw-------", """
                # a store in the house
                s3.endpoint: http://127.0.0.1:9000
                s3.path.style.access: true
                fs.s3a.secret.key=a:b
                """);

        assertThat(StorageSettings.read(file).toMap())
                .isEqualTo(Map.of(
                        "s3.endpoint", "http://127.0.0.1:9000",
                        "s3.path.style.access", "true",
                        "fs.s3a.secret.key", "a:b"));
    }

    @Test
    void read_whatOthersCanRead_isRefused() throws IOException {
        for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Path file = file(permissions, "s3.secret-key: geheim");

            assertThatThrownBy(() -> StorageSettings.read(file))
                    .isInstanceOf(RunException.class)
                    .hasMessage("others can read " + file + ", which may hold a secret; run: chmod 600 " + file);
        }
    }

    @Test
    void read_settingsOfSomethingElse_areRefused() throws IOException {
        Path file = file("rw-------", "rest.port: 8081");

        assertThatThrownBy(() -> StorageSettings.read(file))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        file + " has 'rest.port', which is no setting of a file system: those begin with s3. or s3a. or"
                                + " fs.");
    }

    @Test
    void read_noFile_isSaid() {
        Path file = folder.resolve("absent");

        assertThatThrownBy(() -> StorageSettings.read(file))
                .isInstanceOf(RunException.class)
                .hasMessage("there is no " + file + ", which MUYBRIDGE_STORAGE names");
    }

    @Test
    void addDefaults_leavesWhatIsSet() {
        Configuration settings = new Configuration();
        settings.setString("s3.directory.marker.retention", "delete");

        StorageSettings.addDefaults(settings, folder);

        assertThat(settings.toMap())
                .containsEntry("s3.directory.marker.retention", "delete")
                .doesNotContainKey("fs.s3a.directory.marker.retention")
                .containsEntry("fs.s3a.buffer.dir", folder.toString())
                .containsEntry("io.tmp.dirs", folder.toString());
    }

    private Path file(String permissions, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("storage " + permissions), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
