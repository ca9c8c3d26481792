package dev.muybridge.bench;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: runs the whole job and a bare loop over the same engine in turn, and prints the ratio of their medians. */
@Command(
        name = "bench",
        sortOptions = false,
        subcommands = {SeamsCommand.class, ChaosCommand.class, FuzzCommand.class},
        description = {
            "Measures the whole job, with its workers in Ray and in its own process, against a bare loop (one pinned process for",
            "each core: decode, MediaPipe, draw, encode, once) on the same video, in alternating rounds; prints medians, their",
            "ratios and the peak memory of each process."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final double MIB = 1024;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Frames per round, at least. Default: ${DEFAULT-VALUE}.")
    private int frames = 3000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each kind. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(names = "--model", paramLabel = "lite|full|heavy", description = "Pose model. Default: full.")
    private ModelSize model = ModelSize.FULL;

    @Option(
            names = "--memory",
            description = "Measure instead the whole job's peak memory with --ray off, on 1,000 and on 10,000 frames.")
    private boolean memory;

    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;

    private final int cores = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("muybridge-bench-");
        try {
            BenchVideo video = new BenchVideo(Installation.current().sample("demo.mp4"));
            if (memory) {
                compareMemory(video, folder);
            } else {
                compareSpeed(video, folder);
            }
        } finally {
            deleteAll(folder);
        }
        return 0;
    }

    private void compareSpeed(BenchVideo video, Path folder) throws Exception {
        int copies = Math.max(1, (int) Math.ceil((double) frames / video.frames() / cores));
        Path part = folder.resolve("part.mp4");
        Path whole = folder.resolve("whole.mp4");
        long partFrames = video.write(copies, part);
        long wholeFrames = video.write(copies * cores, whole);
        print(
                "%d frames of 1768x994 a round, model %s, %d cores; bare: %d processes of %d frames",
                wholeFrames, model.id(), cores, cores, partFrames);
        List<Double> bare = new ArrayList<>();
        List<Double> off = new ArrayList<>();
        List<Double> embedded = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            bare.add(bareRound(round, part, partFrames, folder));
            off.add(jobRound(round, "off", whole, wholeFrames));
            embedded.add(jobRound(round, "embedded", whole, wholeFrames));
        }
        print("bare loop                  %6.1f frames/s (median of %d)", median(bare), rounds);
        print("job, --ray off             %6.1f frames/s", median(off));
        print("job, --ray embedded        %6.1f frames/s", median(embedded));
        print("--ray off / bare loop      %6.2f", median(off) / median(bare));
        print("--ray embedded / --ray off %6.2f", median(embedded) / median(off));
    }

    private double bareRound(int round, Path part, long partFrames, Path folder) throws Exception {
        List<BenchProcess> processes = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            Path output = folder.resolve("bare-" + core + ".mp4");
            processes.add(BenchProcess.start(
                    List.of("taskset", "-c", Integer.toString(core)),
                    List.of(
                            "bare-loop",
                            "--input",
                            part.toString(),
                            "--output",
                            output.toString(),
                            "--model",
                            model.id()),
                    folder.resolve("log")));
        }
        double slowest = 0;
        long done = 0;
        StringBuilder peaks = new StringBuilder();
        for (BenchProcess process : processes) {
            Measurement measured = process.await();
            requireFrames(partFrames, measured);
            slowest = Math.max(slowest, measured.seconds());
            done += measured.frames();
            peaks.append(String.format(Locale.ROOT, " %.0f", measured.peakKib() / MIB));
        }
        print("round %d  bare  %6.1f frames/s  peak MiB of each process:%s", round, done / slowest, peaks);
        return done / slowest;
    }

    private double jobRound(int round, String ray, Path whole, long wholeFrames) throws Exception {
        Measurement measured = job(ray, whole, wholeFrames);
        print(
                "round %d  job, --ray %-9s %6.1f frames/s  peak MiB of its process: %.0f  start and end: %.1f s",
                round, ray, measured.framesPerSecond(), measured.peakKib() / MIB, measured.startSeconds());
        return measured.framesPerSecond();
    }

    private Measurement job(String ray, Path input, long expected) throws Exception {
        Path output = input.resolveSibling("output");
        BenchProcess process = BenchProcess.start(
                List.of(),
                List.of(
                        "bench-job",
                        "--input",
                        input.toString(),
                        "--output",
                        output.toString(),
                        "--model",
                        model.id(),
                        "--workers",
                        Integer.toString(cores),
                        "--ray",
                        ray),
                input.resolveSibling("log"));
        Measurement measured = process.await();
        requireFrames(expected, measured);
        deleteAll(output);
        return measured;
    }

    private void compareMemory(BenchVideo video, Path folder) throws Exception {
        double few = peak(video, 1_000, folder);
        double many = peak(video, 10_000, folder);
        print("growth %.1f %%", (many / few - 1) * 100);
    }

    private double peak(BenchVideo video, int atLeast, Path folder) throws Exception {
        Path input = folder.resolve(atLeast + ".mp4");
        long made = video.write((int) Math.ceil((double) atLeast / video.frames()), input);
        double peak = job("off", input, made).peakKib() / MIB;
        print("%d frames: peak %.0f MiB", made, peak);
        return peak;
    }

    private static void requireFrames(long expected, Measurement measured) {
        if (measured.frames() != expected) {
            throw new IllegalStateException(
                    "a process of the bench did " + measured.frames() + " frames where there are " + expected);
        }
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    static void deleteAll(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
