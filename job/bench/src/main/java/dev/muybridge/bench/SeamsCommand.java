package dev.muybridge.bench;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.table.TablePoses;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.Keypoints;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code bench seams}: the same video uncut and cut, and how far apart the results are. */
@Command(
        name = "seams",
        sortOptions = false,
        header = "Measures how far results depend on where videos are cut.",
        description = {
            "Processes videos uncut and cut, and prints how much the main subject's landmarks differ, in torso lengths: over all",
            "frames, the ten around each cut, and the others; and how often somebody's number changes."
        })
final class SeamsCommand implements Callable<Integer> {
    /** Longer than any sample: one segment. */
    private static final double UNCUT = 3600;

    @Parameters(paramLabel = "VIDEO", arity = "0..*", description = "Default: the samples.")
    private List<Path> videos = List.of();

    @Option(
            names = "--segment-seconds",
            paramLabel = "S",
            description = "Length of a segment. Default: ${DEFAULT-VALUE}.")
    private double seconds = 2;

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

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("muybridge-seams-");
        try {
            for (Path video : videos.isEmpty() ? samples() : videos) {
                compare(video, folder);
            }
        } finally {
            BenchCommand.deleteAll(folder);
        }
        return 0;
    }

    private static List<Path> samples() {
        Installation installation = Installation.current();
        List<Path> samples = new ArrayList<>(List.of(installation.sample("demo.mp4")));
        for (int view = 1; view <= 4; view++) {
            samples.add(installation.sample("multi/cam0" + view + ".mp4"));
        }
        return samples;
    }

    private void compare(Path video, Path folder) throws Exception {
        VideoIndex index = new FfmpegVideoFiles()
                .index(FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(
                        video.toAbsolutePath().toFile())));
        PictureSize size = new PictureSize(index.info().width(), index.info().height());
        List<Long> cuts = SegmentPlanner.plan(index, seconds).segments().stream()
                .map(SegmentPlan::firstFrame)
                .toList();
        SortedMap<Long, Map<Integer, Pose>> whole = poses(video, UNCUT, folder.resolve("whole"));
        SortedMap<Long, Map<Integer, Pose>> cut = poses(video, seconds, folder.resolve("cut"));
        Seams seams = new Seams(whole, cut, size);
        print("%s: %d frames, %d segments of %.1f s", video, whole.size(), cuts.size(), seconds);
        print("  all frames     ", seams.distance());
        print("  around cuts    ", seams.distance(cuts, true));
        print("  other frames   ", seams.distance(cuts, false));
        print(
                "  frames with the subject in one of the two only: %d; changes of a number: %d",
                seams.lost(), seams.changes());
        Path keypoints = reference;
        if (keypoints != null) {
            print("  PCK@0.2 in one piece %.3f, cut %.3f", pck(keypoints, whole, size), pck(keypoints, cut, size));
        }
    }

    private SortedMap<Long, Map<Integer, Pose>> poses(Path video, double segmentSeconds, Path output) throws Exception {
        BenchProcess process = BenchProcess.start(
                List.of(),
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
        process.await();
        try (Stream<Path> tables = Files.list(output.resolve("metrics"))) {
            Path table = tables.findFirst().orElseThrow(() -> new IOException(video + " gave no table"));
            return TablePoses.read(org.apache.flink.core.fs.Path.fromLocalFile(table.toFile()));
        } finally {
            BenchCommand.deleteAll(output);
        }
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
        poses.values().forEach(people -> subject.add(people.get(Seams.SUBJECT)));
        return new Keypoints(frames).pck(subject, size);
    }

    private static void print(String what, Seams.Distance distance) {
        print(
                "%s median %5.2f %%   95th percentile %5.2f %%   of %d landmarks",
                what, distance.median() * 100, distance.percentile95() * 100, distance.count());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
