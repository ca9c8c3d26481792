package dev.muybridge.bench;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.table.TablePoses;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.Keypoints;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench seams}: the same video uncut and cut, and whether the results are the same. */
@Command(
        name = "seams",
        sortOptions = false,
        header = "Shows that results do not depend on where videos are cut.",
        description = {
            "Processes videos uncut and cut, everybody in view, each into an OUTPUT of its own; prints in how many frames somebody's",
            "landmarks are equal to the bit, whether the tables are equal, and how many frames had to be analysed twice for that.",
            "Ends with 1 if anything differs."
        })
final class SeamsCommand implements Callable<Integer> {
    /** Longer than any sample: one segment. */
    private static final double UNCUT = 3600;

    private static final int SUBJECT = 0;

    @Parameters(paramLabel = "VIDEO", arity = "0..*", description = "Default: the samples.")
    private List<Path> videos = List.of();

    @Option(
            names = "--segment-seconds",
            paramLabel = "S",
            split = ",",
            description = "Lengths of segments. Default: ${DEFAULT-VALUE}.")
    private List<Double> lengths = List.of(0.5, 1.0, 2.0);

    @Option(names = "--model", paramLabel = "lite|full|heavy", description = "Pose model. Default: full.")
    private ModelSize model = ModelSize.FULL;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description =
                    "Keypoints of the one VIDEO, in the form of data/openpose_cam01.json: prints PCK@0.2 against them.")
    private @Nullable Path reference;

    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;

    private boolean differ;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("muybridge-seams-");
        Map<Double, Total> totals = new LinkedHashMap<>();
        try {
            for (Path video : videos.isEmpty() ? samples() : videos) {
                compare(video, folder, totals);
            }
        } finally {
            BenchCommand.deleteAll(folder);
        }
        print("all videos");
        totals.forEach(SeamsCommand::print);
        return differ ? 1 : 0;
    }

    private static List<Path> samples() {
        Installation installation = Installation.current();
        List<Path> samples = new ArrayList<>(List.of(installation.sample("demo.mp4")));
        for (String kind : List.of("single", "multi")) {
            for (int view = 1; view <= 4; view++) {
                samples.add(installation.sample(kind + "/cam0" + view + ".mp4"));
            }
        }
        return samples;
    }

    /**
     * Of one video or several.
     *
     * @param segments into which they were cut
     * @param frames how many they have
     * @param repaired how many frames were analysed twice because segments did not fit together
     */
    private record Total(Seams seams, int segments, long frames, long repaired) {
        Total plus(Total other) {
            return new Total(
                    seams.plus(other.seams),
                    segments + other.segments,
                    frames + other.frames,
                    repaired + other.repaired);
        }
    }

    private void compare(Path video, Path folder, Map<Double, Total> totals) throws Exception {
        VideoIndex index = new FfmpegVideoFiles()
                .index(FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(
                        video.toAbsolutePath().toFile())));
        Table whole = new Table(folder.resolve("whole.parquet"));
        run(video, UNCUT, whole);
        print("%s", video);
        for (double seconds : lengths) {
            Table cut = new Table(folder.resolve("cut.parquet"));
            Measurement measured = run(video, seconds, cut);
            Total total = new Total(
                    Seams.of(whole.poses(), cut.poses()),
                    SegmentPlanner.plan(index, seconds).segments().size(),
                    measured.frames(),
                    measured.repaired());
            print(seconds, total);
            if (!Arrays.equals(whole.rows(), cut.rows())) {
                print("    the tables differ");
                differ = true;
            }
            totals.merge(seconds, total, Total::plus);
        }
        Path keypoints = reference;
        if (keypoints != null) {
            PictureSize size =
                    new PictureSize(index.info().width(), index.info().height());
            print("  PCK@0.2 %.3f", pck(keypoints, whole.poses(), size));
        }
    }

    /** A table of metrics that is kept when its OUTPUT is gone. */
    private record Table(Path file) {
        /** After the footer come its length and four letters. */
        private static final int AFTER_FOOTER = Integer.BYTES + 4;

        /** All but the footer, in which Parquet's library does not keep the same order in every process. */
        byte[] rows() throws IOException {
            byte[] all = Files.readAllBytes(file);
            int end = all.length - AFTER_FOOTER;
            int footer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
            return Arrays.copyOf(all, end - footer);
        }

        SortedMap<Long, Map<Integer, Pose>> poses() throws IOException {
            return TablePoses.read(org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()));
        }
    }

    private Measurement run(Path video, double segmentSeconds, Table table) throws Exception {
        Path output = table.file.resolveSibling("out");
        BenchProcess process = BenchProcess.start(
                List.of(
                        "bench-job",
                        "--input",
                        video.toString(),
                        "--output",
                        output.toString(),
                        "--model",
                        model.id(),
                        "--workers",
                        Integer.toString(Runtime.getRuntime().availableProcessors()),
                        "--people",
                        "all",
                        "--segment-seconds",
                        Double.toString(segmentSeconds),
                        "--ray",
                        "off"),
                output.resolveSibling("log"));
        Measurement measured = process.await();
        try (Stream<Path> tables = Files.list(output.resolve("metrics"))) {
            Path made = tables.findFirst().orElseThrow(() -> new IOException(video + " gave no table"));
            Files.move(made, table.file, StandardCopyOption.REPLACE_EXISTING);
            return measured;
        } finally {
            BenchCommand.deleteAll(output);
        }
    }

    private static void print(double seconds, Total total) {
        print(
                "  cut every %.1f s: %d segments, %d of %d person-frames equal, %d of %d frames analysed twice (%.1f %%)",
                seconds,
                total.segments,
                total.seams.equal(),
                total.seams.personFrames(),
                total.repaired,
                total.frames,
                100.0 * total.repaired / total.frames);
    }

    private static double pck(Path file, SortedMap<Long, Map<Integer, Pose>> poses, PictureSize size)
            throws IOException {
        List<Map<Integer, Keypoints.Keypoint>> frames = new ArrayList<>();
        for (JsonNode frame : new ObjectMapper().readTree(file.toFile()).path("frames")) {
            Map<Integer, Keypoints.Keypoint> joints = new TreeMap<>();
            frame.properties().forEach(joint -> {
                JsonNode values = joint.getValue();
                joints.put(
                        Integer.valueOf(joint.getKey()),
                        new Keypoints.Keypoint(
                                values.path(0).asDouble(),
                                values.path(1).asDouble(),
                                values.path(2).asDouble()));
            });
            frames.add(joints);
        }
        List<@Nullable Pose> subject = new ArrayList<>();
        poses.values().forEach(people -> subject.add(people.get(SUBJECT)));
        return new Keypoints(frames).pck(subject, size);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
