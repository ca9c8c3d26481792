package dev.muybridge.ray;

import dev.muybridge.install.Installation;
import dev.muybridge.ray.bridge.RayAddress;
import dev.muybridge.stage.WorkersLostException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A private Ray head for this machine, a child process on loopback that requires a token of its own. It ends when it is closed,
 * and by itself when this process ends, for whatever reason.
 */
public final class RayHead implements AutoCloseable {
    private static final long OBJECT_STORE_BYTES = 512L << 20;
    private static final long CLOSE_SECONDS = 10;
    private static final int TOKEN_BYTES = 32;

    /** One for all heads of this process, since Ray's library reads the token once and keeps it. */
    private static final String TOKEN = token();

    private final Process process;
    private final CompletableFuture<RayAddress> address;

    private RayHead(Process process) {
        this.process = process;
        this.address = CompletableFuture.supplyAsync(() -> firstLine(process), task -> {
            Thread thread = new Thread(task, "ray-head");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * Starts a head without waiting until it is up.
     *
     * @param cpus how many processors it hands out
     * @param logs folder that gets Ray's logs and the workers' when the head ends
     * @throws IOException when Ray is not installed
     */
    public static RayHead start(Installation installation, int cpus, Path logs) throws IOException {
        return start(installation, cpus, OBJECT_STORE_BYTES, logs);
    }

    static RayHead start(Installation installation, int cpus, long objectStoreBytes, Path logs) throws IOException {
        if (!Files.isExecutable(installation.rayPython())) {
            throw new IOException(
                    "Ray is missing from " + installation.rayPython() + "; './muybridge setup' installs it");
        }
        Process process = command(installation, cpus, objectStoreBytes, logs)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write((TOKEN + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return new RayHead(process);
    }

    /** Removes what heads of this user have left that were killed together with their watchers; the next head does so too. */
    public static void removeLeft(Installation installation) throws IOException, InterruptedException {
        if (!Files.isExecutable(installation.rayPython())) {
            return; // no head has been here
        }
        new ProcessBuilder(installation.rayPython().toString(), "-I", "-c", script("head.py"))
                .inheritIO()
                .start()
                .waitFor();
    }

    static ProcessBuilder command(Installation installation, int cpus, long objectStoreBytes, Path logs)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                installation.rayPython().toString(),
                "-I",
                "-c",
                script("head.py"),
                Integer.toString(cpus),
                Long.toString(objectStoreBytes),
                logs.toAbsolutePath().toString(),
                script("start.py")));
        // Ray starts workers with the java that it finds first.
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", java, (path, first) -> first + ":" + path);
        return builder;
    }

    /**
     * Waits until the head is up.
     *
     * @throws WorkersLostException when it does not start, with what Ray said
     */
    public RayAddress address() {
        try {
            return address.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WorkersLostException lost ? lost : e;
        }
    }

    /** The process that holds Ray's others. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private static RayAddress firstLine(Process process) {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = lines.readLine();
            if (line == null || !line.startsWith("ready ")) {
                String said = line == null ? "it ended without a message" : line.replaceFirst("failed ", "");
                throw new WorkersLostException("Ray's head did not start: " + said);
            }
            String[] words = line.split(" ", 3);
            return RayAddress.of(words[1], words[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String script(String name) throws IOException {
        try (InputStream script = RayHead.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IOException("the program's resource " + name + " is missing");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
