package dev.muybridge.media;

/**
 * One compressed frame.
 *
 * @param pts presentation timestamp in ticks, {@link Long#MIN_VALUE} where the container has none
 * @param dts decoding timestamp in ticks, {@link Long#MIN_VALUE} where the container has none
 * @param duration in ticks, 0 if unknown
 * @param flags FFmpeg's packet flags
 * @param shown whether it yields a picture with this presentation timestamp
 * @param data the bytes, owned by this packet
 */
public record EncodedPacket(long pts, long dts, long duration, int flags, boolean shown, byte[] data) {}
