package dev.muybridge.bench;

import dev.muybridge.app.VideoProcessor;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.mediapipe.MediaPipePoseModel;
import dev.muybridge.inference.mediapipe.NativeLog;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.media.EncodedSegment;
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
import dev.muybridge.render.FrameAnnotator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The bare engine: one process, one thread, one pass of decode, MediaPipe, draw, encode over one file, as you would write it by
 * hand with JavaCV. No Flink, no segments, no second decoding.
 */
@Command(name = "bare-loop", hidden = true, description = "One process of the bench's bare loop.")
public final class BareLoopCommand implements Callable<Integer> {
    @Option(names = "--input", required = true)
    private Path input;

    @Option(names = "--output", required = true)
    private Path output;

    @Option(names = "--model", required = true)
    private ModelSize model;

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        NativeLog.redirectTo(output.resolveSibling(output.getFileName() + ".log"));
        Installation installation = Installation.current();
        MediaPipePoseModel poseModel =
                MediaPipePoseModel.load(installation.mediaPipeLibrary(), installation.model(model));
        VideoIndex video =
                new FfmpegVideoFiles().index(FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(input.toFile())));
        long[] pts = video.packets().pts().clone();
        Arrays.sort(pts);
        try (FrameReader reader = GrabberReader.open(input, video.info());
                PoseEstimator estimator = poseModel.newEstimator()) {
            long started = System.nanoTime();
            EncodedSegment encoded = run(video.info(), pts, reader, estimator);
            Files.write(output, encoded.mp4());
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.println(new Measurement(
                            encoded.framePts().length,
                            seconds,
                            (started - begun) / 1e9,
                            Measurement.peakKibOfThisProcess(),
                            0)
                    .line());
        }
        return 0;
    }

    private static EncodedSegment run(VideoInfo info, long[] pts, FrameReader reader, PoseEstimator estimator)
            throws Exception {
        PictureSize size = new PictureSize(info.width(), info.height());
        VideoFrame frame = reader.next();
        if (frame == null) {
            throw new IllegalStateException("the video has no frame");
        }
        FrameAnnotator annotator = new FrameAnnotator(size, frame.colour(), false);
        EncoderSettings settings = new EncoderSettings(
                info.width(),
                info.height(),
                info.timeBase(),
                info.frameRate(),
                frame.colour(),
                VideoProcessor.DEFAULT_QUALITY.preset(),
                VideoProcessor.DEFAULT_QUALITY.crf());
        try (FrameWriter writer = new FfmpegFrameCodec().writer(settings)) {
            for (int i = 0; frame != null; i++) {
                long at = frame.pts();
                List<PersonMetrics> people =
                        Person.numbered(estimator.estimate(
                                        reader.rgb(), info.timeBase().toMillis(at)))
                                .stream()
                                .map(person -> new PersonMetrics(person.id(), person.pose(), person.pose(), Map.of()))
                                .toList();
                FrameMetrics metrics = new FrameMetrics(i, at, true, people);
                annotator.annotate(frame, metrics, info.timeBase().toMicros(at));
                long end = i + 1 < pts.length ? pts[i + 1] : pts[0] + info.durationTicks();
                writer.write(frame, end - at);
                frame = reader.next();
            }
            return writer.finish();
        }
    }
}
