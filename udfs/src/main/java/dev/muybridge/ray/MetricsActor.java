package dev.muybridge.ray;

import dev.muybridge.codec.CodecException;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.ray.bridge.Weighed;
import dev.muybridge.stage.AnnotateStage;

/** A process of Ray's that measures, draws and encodes. */
public final class MetricsActor {
    private final AnnotateStage stage;

    public MetricsActor() {
        this.stage = new AnnotateStage(new FfmpegFrameCodec());
    }

    /** Says which process this is. */
    public byte[] ready() {
        return WorkerProcess.bytes(WorkerProcess.greeting());
    }

    /** {@link AnnotateStage#annotate}, {@link Weighed}. */
    public byte[] annotate(byte[] request) throws CodecException {
        return Weighed.pack(stage.annotate(request));
    }
}
