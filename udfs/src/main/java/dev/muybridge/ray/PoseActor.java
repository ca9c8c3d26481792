package dev.muybridge.ray;

import dev.muybridge.codec.CodecException;
import dev.muybridge.inference.mediapipe.MediaPipePoseModel;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.ray.bridge.Weighed;
import dev.muybridge.stage.AnalyzeStage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A process of Ray's that finds people. Loads the library and the model once, at the first call. */
public final class PoseActor {
    private final String home;
    private final String model;
    private @Nullable AnalyzeStage stage;

    /**
     * Loads nothing, so that what cannot be loaded is an answer to {@link #ready} and not the end of the process.
     *
     * @param home of the installation on this node
     * @param model name of a {@link ModelSize}
     */
    public PoseActor(String home, String model) {
        this.home = home;
        this.model = model;
    }

    /** Loads what is needed, and says which process this is. */
    public byte[] ready() {
        String greeting = WorkerProcess.greeting();
        stage();
        return WorkerProcess.bytes(greeting);
    }

    /** {@link AnalyzeStage#analyze}, {@link Weighed}. */
    public byte[] analyze(byte[] request) throws CodecException {
        return Weighed.pack(stage().analyze(request));
    }

    private AnalyzeStage stage() {
        AnalyzeStage loaded = stage;
        if (loaded == null) {
            Installation installation = new Installation(Path.of(home));
            loaded = new AnalyzeStage(
                    new FfmpegFrameCodec(),
                    MediaPipePoseModel.load(
                            installation.mediaPipeLibrary(), installation.model(ModelSize.valueOf(model))));
            stage = loaded;
        }
        return loaded;
    }
}
