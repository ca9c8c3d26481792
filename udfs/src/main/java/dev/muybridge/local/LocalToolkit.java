package dev.muybridge.local;

import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.mediapipe.AbortNotes;
import dev.muybridge.inference.mediapipe.MediaPipePoseNetworks;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.media.opencv.OpenCvSquareCutters;
import dev.muybridge.motion.Measures;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.tracking.ModelTracking;
import java.nio.file.Path;

/**
 * FFmpeg, and OpenCV and MediaPipe in threads of this process.
 *
 * @param home of the installation
 * @param model pose model
 * @param workers how many threads
 * @param measures what they measure
 */
public record LocalToolkit(String home, ModelSize model, int workers, Measures measures) implements Toolkit {
    @Override
    public VideoFiles videoFiles() {
        AbortNotes.ofThisProcess();
        return new FfmpegVideoFiles();
    }

    @Override
    public Workers startWorkers(int share) {
        FrameCodec codec = new FfmpegFrameCodec();
        Installation installation = new Installation(Path.of(home));
        PoseNetworks networks = MediaPipePoseNetworks.load(installation.mediaPipeLibrary(), installation.model(model));
        return new InProcessWorkers(
                share,
                new AnalyzeStage(codec, new ModelTracking(networks, OpenCvSquareCutters::new), measures),
                new MeasureStage(measures),
                new AnnotateStage(codec));
    }
}
