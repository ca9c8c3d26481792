package dev.muybridge.ray;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.codec.AnnotateCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.MeasureCodec;
import dev.muybridge.inference.mediapipe.MediaPipePoseNetworks;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.media.opencv.OpenCvSquareCutters;
import dev.muybridge.motion.Measures;
import dev.muybridge.pose.VideoException;
import dev.muybridge.ray.bridge.Weighed;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.tracking.ModelTracking;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A process of Ray's that analyses, measures and annotates, one call at a time. Loads the library and the model once. */
public final class WorkerActor {
    private final String home;
    private final String model;
    private final FrameCodec codec = new FfmpegFrameCodec();
    private final MeasureStage measure = new MeasureStage(Measures.STANDARD);
    private final AnnotateStage annotate = new AnnotateStage(codec);
    private @Nullable AnalyzeStage analyze;

    /**
     * Loads nothing, so that what cannot be loaded is an answer to {@link #ready} and not the end of the process.
     *
     * @param home of the installation on this node
     * @param model name of a {@link ModelSize}
     */
    public WorkerActor(String home, String model) {
        this.home = home;
        this.model = model;
    }

    /** Loads what is needed, and says which process this is. */
    public byte[] ready() {
        String greeting = WorkerProcess.greeting();
        analyzer();
        return WorkerProcess.bytes(greeting);
    }

    /** {@link AnalyzeStage#analyze}, {@link Weighed}. */
    public byte[] analyze(byte[] request) throws CodecException {
        try {
            return Weighed.pack(AnalyzeCodec.response(analyzer().analyze(AnalyzeCodec.order(request))));
        } catch (VideoException e) {
            return Weighed.pack(AnalyzeCodec.response(e.failure()));
        }
    }

    /** {@link MeasureStage#measure}, {@link Weighed}. */
    public byte[] measure(byte[] request) throws CodecException {
        return Weighed.pack(MeasureCodec.response(measure.measure(MeasureCodec.order(request))));
    }

    /** {@link AnnotateStage#annotate}, {@link Weighed}. */
    public byte[] annotate(byte[] request) throws CodecException {
        try {
            return Weighed.pack(AnnotateCodec.response(annotate.annotate(AnnotateCodec.order(request))));
        } catch (VideoException e) {
            return Weighed.pack(AnnotateCodec.response(e.failure()));
        }
    }

    private AnalyzeStage analyzer() {
        AnalyzeStage loaded = analyze;
        if (loaded == null) {
            Installation installation = new Installation(Path.of(home));
            loaded = new AnalyzeStage(
                    codec,
                    new ModelTracking(
                            MediaPipePoseNetworks.load(
                                    installation.mediaPipeLibrary(), installation.model(ModelSize.valueOf(model))),
                            OpenCvSquareCutters::new),
                    Measures.STANDARD);
            analyze = loaded;
        }
        return loaded;
    }
}
