package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.net.SSLUtils;
import org.junit.jupiter.api.Test;

final class ClusterKeysTest {
    @Test
    void keys_areReadByFlink_andByNobodyElse_andAreGoneAtTheEnd() throws Exception {
        ClusterKeys keys = ClusterKeys.begin(RunFolder.make());
        Configuration configuration = new Configuration();
        try {
            keys.configure(configuration, keys.store().toString());
            keys.await();

            assertThat(permissions(keys.folder())).isEqualTo("rwx------");
            assertThat(files(keys.folder())).contains("flink.p12");
            assertThat(permissions(keys.folder().resolve("flink.p12"))).isEqualTo("rw-------");
            assertThat(SSLUtils.createRestSSLContext(configuration, true)).isNotNull();
            assertThat(SSLUtils.createSSLServerSocketFactory(configuration)).isNotNull();
            assertThat(configuration.toString())
                    .doesNotContain(configuration.get(SecurityOptions.SSL_KEYSTORE_PASSWORD));
        } finally {
            keys.close();
        }

        assertThat(keys.folder()).doesNotExist();
        keys.close();
    }

    @Test
    void password_isOfThisRunAndOnNoCommandLine() throws Exception {
        try (ClusterKeys one = ClusterKeys.begin(RunFolder.make());
                ClusterKeys other = ClusterKeys.begin(RunFolder.make())) {
            assertThat(password(one)).hasSize(64).isNotEqualTo(password(other));
            assertThat(ClusterKeys.command(one.folder())).isNotEmpty().noneMatch(word -> word.contains(password(one)));
        }
    }

    private static String password(ClusterKeys keys) {
        Configuration configuration = new Configuration();
        keys.configure(configuration, keys.store().toString());
        return configuration.get(SecurityOptions.SSL_KEY_PASSWORD);
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
