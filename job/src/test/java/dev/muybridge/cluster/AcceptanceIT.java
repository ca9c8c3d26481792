package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Commands;
import dev.muybridge.install.Installation;
import dev.muybridge.whole.AcceptanceList;
import dev.muybridge.whole.AcceptanceList.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same list of checks for each way to run a job and each storage. */
@Tag("all")
final class AcceptanceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static OwnNetwork network;
    private static HadoopServers servers;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = OwnNetwork.open();
        servers = HadoopServers.start(network, folder.resolve("servers"), "s3");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (network != null) {
            network.close();
        }
    }

    private enum Storage {
        DISK,
        HDFS,
        S3
    }

    @ParameterizedTest
    @EnumSource
    void inOneProcess(Storage storage, @TempDir Path scratch) throws Exception {
        AcceptanceList.check(new Place(storage, "run", scratch.resolve("elsewhere"), AcceptanceIT::run), scratch);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISK")
    void onYarn(Storage storage, @TempDir Path scratch) throws Exception {
        AcceptanceList.check(new Place(storage, "yarn", scratch.resolve("elsewhere"), AcceptanceIT::submit), scratch);
    }

    @Test
    void inASessionCluster(@TempDir Path scratch) throws Exception {
        ClusterScript cluster = new ClusterScript(scratch.resolve("cluster"), scratch);
        ClusterScript.Ended started = cluster.start();
        assertThat(started.code()).as(String.join("\n", started.lines())).isZero();
        try {
            AcceptanceList.check(
                    new Place(Storage.DISK, "session", scratch.resolve("elsewhere"), arguments -> {
                        List<String> words = new ArrayList<>(List.of("@submit", "--workers", "1"));
                        words.addAll(arguments);
                        ClusterScript.Ended ended = cluster.run(words.toArray(String[]::new));
                        return new Ended(ended.code(), String.join("\n", ended.lines()));
                    }),
                    scratch);
        } finally {
            assertThat(cluster.run("stop").code()).isZero();
        }
    }

    /** {@code run}, whose Flink cluster is in its own process. */
    private static Ended run(List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--workers", "1", "--ray", "off"));
        words.addAll(arguments);
        Commands.Ended ended = Commands.start(
                        Map.of("HADOOP_CONF_DIR", servers.configuration().toString()),
                        network.launcher(),
                        List.of("-Dmuybridge.storage=" + settings()),
                        words.toArray(String[]::new))
                .await(PATIENCE);
        return new Ended(ended.code(), String.join("\n", ended.all()));
    }

    /** {@code submit} to YARN, whose processes get the settings of storage with their configuration. */
    private static Ended submit(List<String> arguments) throws IOException, InterruptedException {
        Path flink = folder.resolve("flink");
        if (!Files.exists(flink)) {
            Files.createDirectory(
                    flink,
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rwx------"))));
            Path ours = Path.of("").toAbsolutePath().resolveSibling("deploy/flink");
            Files.copy(ours.resolve("log4j.properties"), flink.resolve("log4j.properties"));
            Files.writeString(
                    flink.resolve("config.yaml"),
                    Files.readString(ours.resolve("config.yaml")) + "\n" + Files.readString(settings()));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of("").toAbsolutePath().resolveSibling("muybridge").toString());
        command.addAll(List.of("@submit", "--target", "yarn-application", "--wait", "--workers", "1", "--ray", "off"));
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "submit", ".out");
        Installation installation = Installation.current();
        Process process = network.start(
                command,
                Map.of(
                        "MUYBRIDGE_HOME", installation.home().toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "FLINK_CONF_DIR", flink.toString(),
                        "FLINK_PLUGINS_DIR", installation.plugins().toString(),
                        "HADOOP_CONF_DIR", servers.configuration().toString()),
                out);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no end: " + Files.readString(out));
        }
        return new Ended(process.exitValue(), Files.readString(out));
    }

    /** Of S3. */
    private static Path settings() {
        return servers.folder().resolve("storage.conf");
    }

    private interface Command {
        Ended run(List<String> arguments) throws IOException, InterruptedException;
    }

    /**
     * One place.
     *
     * @param name no two have the same on one storage
     * @param scratch where what is elsewhere is copied to, or is for a disk
     */
    private record Place(Storage storage, String name, Path scratch, Command command) implements AcceptanceList.Place {
        Place {
            scratch.toFile().mkdirs();
        }

        private String root() {
            return switch (storage) {
                case DISK -> scratch.toString();
                case HDFS -> HadoopServers.HDFS + "/" + name;
                case S3 -> "s3://videos/" + name;
            };
        }

        @Override
        public String give(Path given) throws IOException, InterruptedException {
            if (storage == Storage.DISK) {
                return given.toString();
            }
            if (storage == Storage.HDFS) {
                servers.shell("-mkdir", "-p", root());
                servers.shell("-put", given.toString(), root() + "/in");
            } else {
                bucket().put(given, name + "/in");
            }
            return root() + "/in";
        }

        private static Bucket bucket() {
            return new Bucket(servers.folder());
        }

        @Override
        public String output(String output) {
            return root() + "/" + output;
        }

        @Override
        public Path see(String output) throws IOException, InterruptedException {
            return switch (storage) {
                case DISK -> scratch.resolve(output);
                case S3 -> bucket().at(name + "/" + output);
                case HDFS -> {
                    Path copy = Files.createTempDirectory(scratch, "copy").resolve(output);
                    servers.shell("-get", output(output), copy.toString());
                    yield copy;
                }
            };
        }

        @Override
        public Ended run(List<String> arguments) throws IOException, InterruptedException {
            return command.run(arguments);
        }
    }
}
