package dev.muybridge.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is annotated.
 *
 * @param sample that it is made from
 * @param people whom the job follows
 * @param clips how many copies of the sample there are, each a file of its own; 0 for one long video for each worker
 */
record BenchLoad(Path sample, String people, int clips) {
    /** A loop's CPU time is nearly all that it takes; it lasts a little longer than planned rather than shorter. */
    private static final double SPARE = 1.02;

    /** Of the clips, this part is the short piece of work. */
    private static final int FEW = 20;

    String name() {
        Path parent = sample.toAbsolutePath().getParent();
        String video = (parent == null ? "" : parent.getFileName() + "/") + sample.getFileName();
        return clips == 0 ? video : String.format(Locale.ROOT, "%d times %s", clips, video);
    }

    /**
     * Writes the videos that {@code workers} are given to {@code folder}.
     *
     * @param times how long they are, in lengths of the sample
     */
    void write(Path folder, int workers, int times) throws Exception {
        Files.createDirectories(folder);
        if (clips > 0) {
            for (int i = 0; i < times; i++) {
                Files.copy(sample, folder.resolve(String.format(Locale.ROOT, "%06d.mp4", i)));
            }
            return;
        }
        Path first = folder.resolve("0.mp4");
        BenchVideo.write(sample, times, first);
        for (int i = 1; i < workers; i++) {
            Files.copy(first, folder.resolve(i + ".mp4"));
        }
    }

    /** How many times longer the long videos are than the short ones, for them to take a loop so many minutes more. */
    int longer(Effort few, int workers, double minutes) {
        if (clips > 0) {
            return clips;
        }
        double cpu = few.cpuSeconds().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        int parallel = Math.min(workers, Runtime.getRuntime().availableProcessors());
        double framesPerSecond = few.frames() * parallel / cpu;
        double wanted = few.frames() + minutes * 60 * framesPerSecond * SPARE;
        return Math.max(2, (int) Math.ceil(wanted / few.frames()));
    }

    /** How long the short ones are. */
    int shortest() {
        return Math.max(1, clips / FEW);
    }
}
