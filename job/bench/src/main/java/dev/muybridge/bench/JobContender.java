package dev.muybridge.bench;

import dev.muybridge.cli.Main;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The whole job, as {@code ./muybridge run} does it, with a Ray cluster of its own.
 *
 * @param people {@code --people}
 * @param model {@code --model}
 * @param encoding x264's preset and constant rate factor
 * @param scratch where it writes
 * @param bySteps whether to find out what annotating costs by itself, as it does where nothing was drafted: a second run over the same OUTPUT
 *     then encodes in another way, which takes the poses over
 */
record JobContender(String people, String model, Encoding encoding, Path scratch, boolean bySteps)
        implements Contender {
    private static final String WORKERS = "workers";

    @Override
    public Effort run(Path folder, int workers) throws Exception {
        Path output = scratch.resolve("output");
        try {
            Effort first = run(folder, output, workers, encoding.crf());
            if (!bySteps) {
                return first;
            }
            Effort again = run(folder, output, workers, encoding.crf() + 1);
            Map<String, Double> cpu = new TreeMap<>(first.cpuSeconds());
            cpu.put("workers that only annotate", again.cpuSeconds().getOrDefault(WORKERS, 0.0));
            return new Effort(first.frames(), first.found(), first.seconds(), cpu, first.peakBytes());
        } finally {
            BenchCommand.deleteAll(output);
        }
    }

    private Effort run(Path folder, Path output, int workers, int crf) throws Exception {
        List<String> command = List.of(
                Checkout.folder().resolve("muybridge").toString(),
                "@java",
                "run",
                "--input",
                folder.toString(),
                "--output",
                output.toString(),
                "--workers",
                Integer.toString(workers),
                "--people",
                people,
                "--model",
                model,
                "--preset",
                encoding.preset(),
                "--crf",
                Integer.toString(crf));
        Path log = scratch.resolve("job.log");
        OwnProcesses processes = new OwnProcesses();
        long begun = System.nanoTime();
        try (ProcessUsage usage = new ProcessUsage(processes::all, JobContender::kind)) {
            Process process = processes.start(
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
            int code = process.waitFor();
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (code != 0) {
                throw new IOException("the job ended with code " + code + ":\n" + Files.readString(log));
            }
            List<VideoRow.Frames> frames = frames(output.resolve("videos"));
            return new Effort(
                    frames.stream().mapToLong(VideoRow.Frames::all).sum(),
                    frames.stream().mapToLong(VideoRow.Frames::withPose).sum(),
                    seconds,
                    usage.cpuSeconds(),
                    usage.peakBytes());
        } finally {
            processes.killAll();
        }
    }

    private static String kind(ProcessHandle process) {
        if (OwnProcesses.isWorker(process)) {
            return WORKERS;
        }
        return OwnProcesses.commandLine(process).contains(Main.class.getName()) ? "Flink" : "Ray";
    }

    private static List<VideoRow.Frames> frames(Path table) throws IOException {
        List<VideoRow.Frames> frames = new ArrayList<>();
        try (Stream<Path> rows = Files.list(table)) {
            for (Path row : rows.toList()) {
                VideoRow.Content content = VideosTable.read(org.apache.flink.core.fs.Path.fromLocalFile(row.toFile()))
                        .map(VideoRow::content)
                        .orElse(null);
                if (content == null) {
                    throw new IOException(row + " is not the row of a finished video");
                }
                frames.add(content.frames());
            }
        }
        return frames;
    }
}
