package dev.muybridge.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A network that has nothing but a loopback interface of its own, for servers that whoever reaches them can have run code. Needs no root.
 * It is gone when it is closed, or this process is.
 */
final class OwnNetwork implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 180;

    /** Reads until this process closes its end. */
    private static final String HOLDER = "ip link set lo up && echo up && exec cat";

    private final Process holder;
    private final List<Process> servers = new ArrayList<>();

    private OwnNetwork(Process holder) {
        this.holder = holder;
    }

    /** Makes one; skips the test, saying so, where that is not allowed. */
    static OwnNetwork open() throws IOException {
        Process holder = new ProcessBuilder("unshare", "--user", "--map-root-user", "--net", "sh", "-c", HOLDER)
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (!"up".equals(line)) {
            holder.destroyForcibly();
        }
        assumeThat(line).as("a network of the test's own").isEqualTo("up");
        return new OwnNetwork(holder);
    }

    /** Starts a program in it that is ended when this is closed; what it prints goes to {@code out}. */
    Process start(List<String> command, Map<String, String> environment, Path out) throws IOException {
        Process server = builder(command, environment)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
        server.getOutputStream().close();
        servers.add(server);
        return server;
    }

    /** What a program in it prints, which must end well. */
    String read(List<String> command) throws IOException, InterruptedException {
        return read(builder(command, Map.of()));
    }

    /** What a program prints, which must end well. */
    static String read(ProcessBuilder command) throws IOException, InterruptedException {
        File out = File.createTempFile("muybridge", ".out");
        Process process = command.redirectErrorStream(true).redirectOutput(out).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command.command() + " did not end well: " + Files.readString(out.toPath()));
            }
            return Files.readString(out.toPath());
        } finally {
            Files.delete(out.toPath());
        }
    }

    /** Sends a request to a server in it and returns the body of the answer. */
    String request(String method, String url) throws IOException, InterruptedException {
        return read(List.of(
                "python3",
                "-I",
                "-c",
                "import sys, urllib.request as r\n"
                        + "print(r.urlopen(r.Request(sys.argv[2], method=sys.argv[1]), timeout=20).read().decode())",
                method,
                url));
    }

    /** What comes before a command that is to run in it. */
    List<String> launcher() {
        return List.of("nsenter", "--preserve-credentials", "--user", "--net", "--target", Long.toString(holder.pid()));
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        List<String> inside = new ArrayList<>(launcher());
        inside.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(inside);
        builder.environment().putAll(environment);
        return builder;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process server : servers) {
            server.destroy();
        }
        for (Process server : servers) {
            if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
        holder.getOutputStream().close();
        holder.waitFor();
    }
}
