package dev.muybridge.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A network that has nothing but a loopback interface, for servers that anybody who reaches them can have run code. Needs no root. */
final class OwnNetwork {
    private static final String INSIDE = "MUYBRIDGE_BENCH_NETWORK";

    private OwnNetwork() {}

    /** Whether this process is in one. */
    static boolean isHere() {
        return System.getenv(INSIDE) != null;
    }

    /** Runs a command of ours in one, passing on what it prints; returns its exit code. */
    static int run(List<String> command, PrintWriter out) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "unshare", "--user", "--map-root-user", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        words.addAll(BenchProcess.words(BenchMain.class, List.of(), command));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(INSIDE, "yes");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                out.flush();
            }
        }
        return process.waitFor();
    }

    /** It ends its servers first. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
