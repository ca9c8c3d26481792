package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.owner.HdfsOwners;
import dev.muybridge.job.sink.HdfsCrashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to hold on HDFS as on a disk, with a NameNode and a DataNode. */
@Tag("all")
final class HdfsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir
    static Path folder;

    private static OwnNetwork network;
    private static HadoopServers servers;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = OwnNetwork.open();
        servers = HadoopServers.startHdfs(network, Files.createDirectory(folder.resolve("hadoop")));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (network != null) {
            network.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crashes", "gone", "refused"})
    void publishing_leavesOneMakingWhole(String test) throws IOException, InterruptedException {
        run(HdfsCrashes.class, HadoopServers.HDFS + "/" + test, test);
    }

    @Test
    void pausedOwner_findsTheFence_andTwoNeverBothOwn() throws IOException, InterruptedException {
        run(HdfsOwners.class, HadoopServers.HDFS + "/owners");
    }

    private static void run(Class<?> program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "program", ".out");
        Process process = network.start(
                command, Map.of("HADOOP_CONF_DIR", servers.configuration().toString()), out);
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String said = Files.readString(out);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).endsWith("passed\n");
    }
}
