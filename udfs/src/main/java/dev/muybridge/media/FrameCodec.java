package dev.muybridge.media;

import dev.muybridge.pose.VideoException;

/** Opens decoders and encoders. Thread-safe. */
public interface FrameCodec {
    /**
     * Opens a decoder whose frames come out upright.
     *
     * @param rotation degrees clockwise to turn the stored picture by: 0, 90, 180 or 270
     * @throws VideoException when the codec is unknown or refuses the parameters
     */
    FrameReader reader(PacketRun packets, int rotation) throws VideoException;

    /** Opens an encoder. */
    FrameWriter writer(EncoderSettings settings);
}
