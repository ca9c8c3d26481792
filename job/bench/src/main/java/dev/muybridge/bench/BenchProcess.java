package dev.muybridge.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one that runs one of our commands, and is measured. */
final class BenchProcess {
    private final Process process;

    private BenchProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code command}. */
    static BenchProcess start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(words(BenchMain.class, List.of(), command))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new BenchProcess(process);
    }

    /**
     * The command line of such a JVM that runs {@code main}; {@code options} are passed to it last, so that they win over
     * this one's own.
     */
    static List<String> words(Class<?> main, List<String> options, List<String> command) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(options);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(main.getName());
        words.addAll(command);
        return words;
    }

    /** Waits for its end; its last line is its measurement. */
    Measurement await() throws IOException, InterruptedException {
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        int code = process.waitFor();
        if (code != 0 || !Measurement.isLine(last)) {
            throw new IOException("a process of the bench ended with code " + code + ": " + last);
        }
        return Measurement.parse(last);
    }
}
