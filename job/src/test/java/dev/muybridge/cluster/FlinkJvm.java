package dev.muybridge.cluster;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JVM of a Flink cluster with this program's jars, as {@code deploy/flink} starts them. */
final class FlinkJvm {
    private static final Path JOB = Path.of("").toAbsolutePath();

    private FlinkJvm() {}

    /** The job's jar as it was built. */
    static Path jobJar() throws IOException {
        try (Stream<Path> files = Files.list(JOB.resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("muybridge-job-.*\\.jar"))
                    .filter(file -> !file.toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What all of them are told. */
    static List<String> options() {
        Path home = Installation.current().home();
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmuybridge.home=" + home,
                "-Dorg.bytedeco.javacpp.cachedir=" + home.resolve("javacpp"),
                "-Dorg.bytedeco.javacpp.platform.extension=-gpl",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Djava.awt.headless=true"));
        Stream.of("lang", "math", "util", "util.concurrent", "net", "text", "time")
                .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
                .forEach(options::add);
        return options;
    }

    /**
     * The command line of one.
     *
     * @param log where it logs
     * @param words its class and what comes after it
     */
    static List<String> command(String heap, Path log, String... words) throws IOException {
        Path home = Installation.current().home();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(Installation.current().flink().resolve("lib") + "/*:" + JOB.resolve("target/lib") + "/*:" + jobJar()
                + ":" + Installation.current().rayJar());
        command.add("-Xmx" + heap);
        command.addAll(options());
        command.add("-XX:ErrorFile=" + home.resolve("crashes/hs_err_pid%p.log"));
        command.add("-Dlog.file=" + log);
        command.add("-Dlog4j.configurationFile=" + JOB.resolveSibling("deploy/flink/log4j.properties"));
        command.addAll(List.of(words));
        return command;
    }
}
