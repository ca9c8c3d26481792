package dev.muybridge.cli;

import dev.muybridge.install.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Our commands as processes of their own, as the launcher starts them. */
public final class Commands {
    /** Before a command: a shell that starts tests in the background has them, and what they start, ignore Ctrl-C. */
    public static final List<String> HEEDS_INTERRUPTS = List.of("env", "--default-signal=INT");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Commands() {}

    /** {@code run} with {@code arguments}, to its end. */
    public static Ended run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await(PATIENCE);
    }

    /** {@code run} with {@code arguments}. */
    public static Started start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Arguments for a run of small videos by one worker within the program itself. */
    public static String[] oneThread(Path input, Path output, String... more) {
        List<String> all = new ArrayList<>(List.of("--input", input.toString(), "--output", output.toString()));
        all.addAll(List.of("--model", "lite", "--preset", "ultrafast", "--workers", "1", "--ray", "off"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** {@code run} with {@code arguments}, its JVM with some options more. */
    public static Started start(List<String> jvmOptions, String... arguments) throws IOException {
        return start(Map.of(), List.of(), jvmOptions, arguments);
    }

    /** {@code run} with {@code arguments}, bound by the permissions of files also when it is root that tests. */
    public static Started startBoundByPermissions(String... arguments) throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        return start(
                Map.of(),
                root ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search") : List.of(),
                List.of(),
                arguments);
    }

    /** The same, with some variables of its environment more. */
    public static Started start(Map<String, String> environment, List<String> jvmOptions, String... arguments)
            throws IOException {
        return start(environment, List.of(), jvmOptions, arguments);
    }

    /** {@code run} with {@code arguments}, by a program that gets its command. */
    public static Started startBy(List<String> launcher, String... arguments) throws IOException {
        return start(Map.of(), launcher, List.of(), arguments);
    }

    /** The same with all of that. */
    public static Started start(
            Map<String, String> environment, List<String> launcher, List<String> jvmOptions, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(HEEDS_INTERRUPTS);
        command.addAll(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Flink's tests, which are on this class path, bring settings that log nothing.
                "-Dlog4j2.configurationFile=classpath:log4j2.xml",
                "-Djava.awt.headless=true"));
        command.addAll(JvmFlags.required());
        command.addAll(jvmOptions);
        command.addAll(List.of("dev.muybridge.cli.Main", "run"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("muybridge", ".out");
        Path err = Files.createTempFile("muybridge", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Started(process, out, err);
    }

    /** A command under way. */
    public record Started(Process process, Path out, Path err) {
        /** Sends a signal, as {@code kill} names it. */
        public void signal(String name) throws IOException, InterruptedException {
            if (!process.isAlive()) {
                throw new AssertionError("it has ended: " + ended());
            }
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        public Ended await(Duration patience) throws IOException, InterruptedException {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not ended within " + patience + ": " + Files.readAllLines(out));
            }
            return ended();
        }

        private Ended ended() throws IOException {
            Ended ended = new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        }
    }

    /** A command that has ended: its exit code and what it printed. */
    public record Ended(int code, List<String> out, List<String> err) {
        public List<String> all() {
            List<String> all = new ArrayList<>(out);
            all.addAll(err);
            return all;
        }
    }
}
