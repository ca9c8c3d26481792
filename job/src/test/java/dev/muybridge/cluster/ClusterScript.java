package dev.muybridge.cluster;

import dev.muybridge.cli.Commands;
import dev.muybridge.install.Installation;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/flink/cluster.sh} on a cluster in a folder of its own.
 *
 * @param folder of the cluster
 * @param work where its user works: relative paths start here
 */
record ClusterScript(Path folder, Path work) {
    private static final int PATIENCE_SECONDS = 120;
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** Without set-up, which has been before the tests. */
    Ended start() throws IOException, InterruptedException {
        return run("@start");
    }

    Ended run(String... words) throws IOException, InterruptedException {
        return begin("deploy/flink/cluster.sh", List.of(words)).await();
    }

    /** Submits with the options of {@code asked}, and {@code words} before them. */
    Begun submit(Asked asked, String... words) throws IOException {
        return begin("deploy/flink/cluster.sh", command(asked, words));
    }

    /** The same with the launcher, which takes any of Flink's targets, and this cluster's configuration. */
    Begun submitRemote(Asked asked, String... words) throws IOException {
        List<String> command = command(asked, words);
        command.addAll(1, List.of("--target", "remote"));
        return begin("muybridge", command);
    }

    private static List<String> command(Asked asked, String... words) {
        List<String> command = new ArrayList<>(List.of("@submit"));
        command.addAll(List.of(words));
        command.addAll(List.of("--input", asked.input().toString()));
        command.addAll(List.of("--output", asked.output().toString()));
        command.addAll(List.of("--workers", Integer.toString(asked.workers())));
        command.addAll(List.of("--model", asked.model().id()));
        command.addAll(List.of("--segment-seconds", Double.toString(asked.segmentSeconds())));
        command.addAll(List.of("--preset", "ultrafast", "--recursive"));
        return command;
    }

    private Begun begin(String program, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(Commands.HEEDS_INTERRUPTS);
        command.add(Path.of("").toAbsolutePath().resolveSibling(program).toString());
        command.addAll(words);
        Path out = Files.createTempFile(work, "client", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment()
                .put("MUYBRIDGE_HOME", Installation.current().home().toString());
        builder.environment().put("MUYBRIDGE_CLUSTER", folder.toString());
        builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
        builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return new Begun(process, out);
    }

    /** The process id of {@code jobmanager} or {@code taskmanager}. */
    long pid(String name) throws IOException {
        return Long.parseLong(
                Files.readString(folder.resolve("run").resolve(name + ".pid")).split(" ", 2)[0]);
    }

    /** What {@code jcmd} prints of such a process. */
    List<String> jcmd(String name, String question) throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "jcmd", ".out");
        String jcmd = JAVA_HOME.resolve("bin").resolve("jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(pid(name)), question)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        Ended ended = new Begun(process, out).await();
        if (ended.code() != 0) {
            throw new IOException("jcmd " + question + " failed: " + ended.lines());
        }
        return ended.lines();
    }

    /** A process under way, and the file that it prints to. */
    record Begun(Process process, Path out) {
        Ended await() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end after " + PATIENCE_SECONDS + " s: " + Files.readAllLines(out));
            }
            return new Ended(process.exitValue(), Files.readAllLines(out));
        }

        void signal(String name) throws IOException, InterruptedException {
            ClusterScript.signal(process.pid(), name);
        }
    }

    static void signal(long pid, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** How a process ended, and what it printed. */
    record Ended(int code, List<String> lines) {}
}
