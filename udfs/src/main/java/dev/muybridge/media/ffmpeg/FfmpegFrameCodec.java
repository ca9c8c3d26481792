package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.PacketRun;
import dev.muybridge.pose.VideoException;

/** {@link FrameCodec} with FFmpeg's decoders and x264, one thread each. Stateless. */
public final class FfmpegFrameCodec implements FrameCodec {
    @Override
    public FrameReader reader(PacketRun packets, int rotation) throws VideoException {
        if (rotation != 0 && rotation != 90 && rotation != 180 && rotation != 270) {
            throw new IllegalArgumentException("rotation must be 0, 90, 180 or 270 degrees, was " + rotation);
        }
        FfmpegNative.load();
        return new PictureReader(
                new Decoder(packets), rotation, packets.parameters().pixelAspect());
    }

    @Override
    public FrameWriter writer(EncoderSettings settings) {
        FfmpegNative.load();
        return new SegmentWriter(settings);
    }
}
