package dev.muybridge.bench;

import dev.muybridge.cli.Main;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder of damaged and good files, one run over it, and what must be true afterwards. */
final class Fuzz {
    private static final int GOOD = 20;
    private static final int ENDED = 3; // some videos failed, the others are finished
    private static final double SECONDS_PER_FILE = 3;
    private static final double SECONDS_BESIDE = 180;
    private static final long SAMPLE_MILLIS = 500;
    private static final long MOST_MIB = 3072;

    /** The program failed where the file's content should have been named as the cause. */
    private static final String WORKER_ERROR = "worker_error";

    /** Reasons that say nothing about the file: it is worth knowing which one it was. */
    private static final Set<String> OURS = Set.of("io_error", "ledger_mismatch", "no_access", WORKER_ERROR);

    private final Path folder;
    private final Consumer<String> out;
    private final List<String> problems = new ArrayList<>();
    private final List<String> good = new ArrayList<>();
    private int files;

    Fuzz(Path folder, Consumer<String> out) {
        this.folder = folder;
        this.out = out;
    }

    /** Writes this many damaged files, each from one of {@code seeds}, and some good ones, which sort among them. */
    void write(List<Path> seeds, int damaged, Random random) throws IOException {
        Path inputs = Files.createDirectory(folder.resolve("in"));
        List<Damage> ways = List.copyOf(EnumSet.allOf(Damage.class));
        List<byte[]> contents = new ArrayList<>();
        for (Path seed : seeds) {
            contents.add(Files.readAllBytes(seed));
        }
        for (int i = 0; i < damaged; i++) {
            int seed = random.nextInt(seeds.size());
            Damage damage = ways.get(random.nextInt(ways.size()));
            byte[] bytes = damage.of(contents.get(seed), contents.get(random.nextInt(seeds.size())), random);
            String kind = damage.name().toLowerCase(Locale.ROOT);
            Files.write(
                    inputs.resolve(String.format(Locale.ROOT, "%04d %s %s", i, kind, name(seeds.get(seed)))), bytes);
        }
        int copies = Math.max(GOOD, seeds.size());
        for (int i = 0; i < copies; i++) {
            Path seed = seeds.get(i % seeds.size());
            String name = String.format(Locale.ROOT, "%04d good %s", i * damaged / copies, name(seed));
            Files.copy(seed, inputs.resolve(name));
            good.add(name);
        }
        files = damaged + copies;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Processes them; returns whether everything is as it must be. */
    boolean run(List<String> options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("run", "--input", folder.resolve("in").toString()));
        command.addAll(List.of("--output", output().toString(), "--model", "lite", "--preset", "ultrafast"));
        command.addAll(List.of("--segment-seconds", "600"));
        command.addAll(options);
        List<String> words = BenchProcess.words(
                Main.class,
                List.of("-Dmuybridge.terminal=false", "-XX:ErrorFile=" + folder.resolve("crash-%p.log")),
                command);
        OwnProcesses processes = new OwnProcesses();
        Thread end = new Thread(() -> processes.all().forEach(ProcessHandle::destroyForcibly));
        Runtime.getRuntime().addShutdownHook(end);
        long begun = System.nanoTime();
        Process process = processes.start(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.log").toFile()));
        long peakMib = watch(process, processes) >> 10;
        double seconds = (System.nanoTime() - begun) / 1e9;
        processes.killAll();
        Runtime.getRuntime().removeShutdownHook(end);

        say("%d files, %d of them good: %.0f s, exit code %d", files, good.size(), seconds, process.waitFor());
        say("largest process: %d MiB at most", peakMib);
        if (process.exitValue() != ENDED) {
            problems.add("exit code " + process.exitValue() + " instead of " + ENDED);
        }
        if (peakMib > MOST_MIB) {
            problems.add("a process took " + peakMib + " MiB, more than " + MOST_MIB);
        }
        check();
        problems.forEach(problem -> say("PROBLEM %s", problem));
        say("%d problems", problems.size());
        return problems.isEmpty();
    }

    /** Returns the most resident memory that any process has had, KiB. */
    private long watch(Process process, OwnProcesses processes) throws InterruptedException {
        double most = SECONDS_BESIDE + SECONDS_PER_FILE * files;
        long end = System.nanoTime() + (long) (most * 1e9);
        long peak = 0;
        while (process.isAlive()) {
            for (ProcessHandle each : processes.all()) {
                peak = Math.max(peak, peakKib(each));
            }
            if (System.nanoTime() > end) {
                problems.add("no end after " + (long) most + " s");
                processes.killAll();
            }
            process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return peak;
    }

    /** The largest resident memory of a process so far, KiB, as the kernel counts it. */
    private static long peakKib(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    private void check() throws IOException {
        Map<String, VideoRow> rows = rows();
        Map<String, Integer> states = new TreeMap<>();
        rows.values()
                .forEach(row -> states.merge(
                        row.reason() == null ? row.state() : row.state() + ": " + row.reason(), 1, Integer::sum));
        states.forEach((state, number) -> say("%5d %s", number, state));
        rows.values().stream()
                .filter(row -> row.reason() != null && OURS.contains(row.reason()))
                .forEach(row -> say("      %s: %s: %s", row.video(), row.reason(), String.valueOf(row.detail())));
        rows.values().stream()
                .filter(row -> WORKER_ERROR.equals(row.reason()))
                .forEach(row -> problems.add(row.video() + " is a worker's error: " + row.detail()));
        try (Stream<Path> inputs = Files.list(folder.resolve("in"))) {
            inputs.map(Fuzz::name)
                    .sorted()
                    .filter(name -> !rows.containsKey(name))
                    .forEach(name -> problems.add("no row for " + name));
        }
        if (rows.size() > files) {
            problems.add(rows.size() + " rows for " + files + " files");
        }
        for (String name : good) {
            VideoRow row = rows.get(name);
            if (row != null && !row.state().equals(VideoRow.DONE)) {
                problems.add(name + " is " + row.state() + ": " + row.reason() + ": " + row.detail());
            }
        }
        rows.forEach(this::checkFiles);
        try (Stream<Path> staged = Files.list(output().resolve(".staging"))) {
            staged.filter(file -> !name(file).equals("lock")).forEach(file -> problems.add("left over: " + file));
        }
    }

    /** A video that failed has a row and nothing else; another has everything. */
    private void checkFiles(String name, VideoRow row) {
        boolean made = !row.state().equals(VideoRow.FAILED);
        String annotated = name.endsWith(".mp4") ? name : name + ".mp4";
        for (Path file : List.of(
                output().resolve("annotated").resolve(annotated),
                output().resolve("metrics").resolve(row.videoId() + ".parquet"),
                output().resolve("poses").resolve(row.videoId() + ".poses"))) {
            checkFile(name, row, file, made);
        }
        boolean cut = row.content() != null && row.content().work().segments() > 1;
        checkFile(name, row, output().resolve("segments").resolve(row.videoId()), cut);
        if (made == (row.content() == null) || made == (row.reason() != null)) {
            problems.add(name + " is " + row.state() + " and its row says otherwise");
        }
    }

    private void checkFile(String name, VideoRow row, Path file, boolean expected) {
        if (Files.exists(file) != expected) {
            problems.add(name + " is " + row.state() + " and " + file + (expected ? " is missing" : " is there"));
        }
    }

    private Map<String, VideoRow> rows() throws IOException {
        Map<String, VideoRow> rows = new TreeMap<>();
        List<Path> tables;
        try (Stream<Path> all = Files.list(output().resolve("videos"))) {
            tables = all.sorted().toList();
        }
        for (Path table : tables) {
            VideoRow row = VideosTable.read(org.apache.flink.core.fs.Path.fromLocalFile(table.toFile()))
                    .orElseThrow(() -> new IOException(table + " has no row"));
            if (rows.put(row.video(), row) != null) {
                problems.add("two rows for " + row.video());
            }
        }
        return rows;
    }

    private Path output() {
        return folder.resolve("out");
    }

    private void say(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }
}
