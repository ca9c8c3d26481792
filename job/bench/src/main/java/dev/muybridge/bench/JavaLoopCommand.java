package dev.muybridge.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.mediapipe.MediaPipePoseModel;
import dev.muybridge.inference.mediapipe.NativeLog;
import dev.muybridge.install.Installation;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.render.FrameAnnotator;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The loop that you would write by hand with JavaCV: decode, find the pose with MediaPipe, draw, encode, in one process and one
 * pass. No Flink, no segments, no second decoding. Takes and prints what {@code loop.py} does.
 */
@Command(name = "java-loop", hidden = true, description = "One process of the bench's loop in Java.")
final class JavaLoopCommand implements Callable<Integer> {
    @Parameters(index = "0")
    private Path model;

    @Parameters(index = "1")
    private String preset;

    @Parameters(index = "2")
    private int crf;

    @Parameters(index = "3")
    private Path folder;

    @Parameters(index = "4..*")
    private List<Path> videos;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, Double> cpuSeconds = new LinkedHashMap<>();
    private long mark;
    private long frames;
    private long found;

    @Override
    public Integer call() throws Exception {
        NativeLog.redirectTo(
                folder.resolve("java-loop-" + ProcessHandle.current().pid() + ".log"));
        MediaPipePoseModel poseModel =
                MediaPipePoseModel.load(Installation.current().mediaPipeLibrary(), model);
        for (int i = 0; i < videos.size(); i++) {
            annotate(videos.get(i), poseModel, folder.resolve(i + ".mp4"));
        }
        System.out.println(new LoopResult(frames, found, cpuSeconds).json());
        return 0;
    }

    private void annotate(Path video, MediaPipePoseModel poseModel, Path target) throws Exception {
        VideoIndex index =
                new FfmpegVideoFiles().index(FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(video.toFile())));
        try (FrameReader reader = GrabberReader.open(video, index.info());
                PoseEstimator estimator = poseModel.newEstimator()) {
            mark = system.getProcessCpuTime();
            annotate(index, reader, estimator, target);
        }
    }

    private void annotate(VideoIndex index, FrameReader reader, PoseEstimator estimator, Path target) throws Exception {
        VideoInfo info = index.info();
        long[] pts = index.packets().pts().clone();
        Arrays.sort(pts);
        VideoFrame frame = reader.next();
        if (frame == null) {
            throw new IllegalStateException("the video has no frame");
        }
        PictureSize size = new PictureSize(info.width(), info.height());
        FrameAnnotator annotator = new FrameAnnotator(size, frame.colour(), false);
        EncoderSettings settings = new EncoderSettings(
                info.width(), info.height(), info.timeBase(), info.frameRate(), frame.colour(), preset, crf);
        try (FrameWriter writer = new FfmpegFrameCodec().writer(settings)) {
            for (int i = 0; frame != null; i++) {
                long at = frame.pts();
                add("decode");
                List<Pose> poses =
                        estimator.estimate(reader.rgb(), info.timeBase().toMillis(at));
                add("pose");
                List<PersonMetrics> people = Person.numbered(poses).stream()
                        .map(person -> new PersonMetrics(person.id(), person.pose(), person.pose(), Map.of()))
                        .toList();
                annotator.annotate(
                        frame,
                        new FrameMetrics(i, at, true, people),
                        info.timeBase().toMicros(at));
                add("draw");
                long end = i + 1 < pts.length ? pts[i + 1] : pts[0] + info.durationTicks();
                writer.write(frame, end - at);
                add("encode");
                frames++;
                found += poses.isEmpty() ? 0 : 1;
                frame = reader.next();
            }
            Files.write(target, writer.finish().mp4());
            add("encode");
        }
    }

    private void add(String step) {
        long now = system.getProcessCpuTime();
        cpuSeconds.merge(step, (now - mark) / 1e9, Double::sum);
        mark = now;
    }
}
