package dev.muybridge.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A loop in a program of its own, once for each worker, pinned to a processor; each takes every so manieth video.
 *
 * @param program its command line up to the arguments of {@code loop.py}
 * @param model the published bundle
 * @param encoding x264's preset and constant rate factor
 * @param scratch where it writes
 */
record LoopContender(List<String> program, Path model, Encoding encoding, Path scratch) implements Contender {
    @Override
    public Effort run(Path folder, int workers) throws Exception {
        List<List<String>> shares = shares(folder, workers);
        int cores = Runtime.getRuntime().availableProcessors();
        OwnProcesses processes = new OwnProcesses();
        List<Process> started = new ArrayList<>();
        Path log = scratch.resolve("loop.log");
        long begun = System.nanoTime();
        try (ProcessUsage usage = new ProcessUsage(processes::all, process -> "loop")) {
            for (int i = 0; i < shares.size(); i++) {
                List<String> words = new ArrayList<>(List.of("taskset", "-c", Integer.toString(i % cores)));
                words.addAll(program);
                words.addAll(List.of(model.toString(), encoding.preset(), Integer.toString(encoding.crf())));
                words.add(Files.createDirectories(scratch.resolve("loop-" + i)).toString());
                words.addAll(shares.get(i));
                started.add(processes.start(
                        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))));
            }
            LoopResult all = new LoopResult(0, 0, Map.of());
            for (Process process : started) {
                all = all.plus(result(process, log));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Effort(all.frames(), all.found(), seconds, all.cpuSeconds(), usage.peakBytes());
        } finally {
            processes.killAll();
        }
    }

    private static List<List<String>> shares(Path folder, int workers) throws IOException {
        List<List<String>> shares = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<String> videos = files.map(Path::toString).sorted().toList();
            for (int i = 0; i < videos.size(); i++) {
                if (i < workers) {
                    shares.add(new ArrayList<>());
                }
                shares.get(i % workers).add(videos.get(i));
            }
        }
        return shares;
    }

    private static LoopResult result(Process process, Path log) throws IOException, InterruptedException {
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("the loop ended with code " + code + ":\n" + Files.readString(log));
        }
        return LoopResult.parse(last);
    }
}
