package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/** One packet without its content; {@link Av#NO_PTS} if the container has no timestamp. */
record PacketTimes(long pts, long dts, long duration, boolean key, boolean shown, int bytes) {
    static PacketTimes of(AVPacket packet, boolean invisible) {
        int flags = packet.flags();
        return new PacketTimes(
                packet.pts(),
                packet.dts(),
                packet.duration(),
                (flags & avcodec.AV_PKT_FLAG_KEY) != 0,
                (flags & avcodec.AV_PKT_FLAG_DISCARD) == 0 && !invisible,
                packet.size());
    }

    PacketTimes withPts(long recovered) {
        return new PacketTimes(recovered, dts, duration, key, shown, bytes);
    }
}
