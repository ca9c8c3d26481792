package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** An MP4 track counts in whole fractions of a second: a tick of {@code num / den} seconds is {@code num} of its units. */
final class Mp4Clock {
    private final TimeBase timeBase;

    Mp4Clock(TimeBase timeBase) {
        this.timeBase = timeBase;
    }

    /** Units of the track per second. */
    int timescale() {
        return timeBase.den();
    }

    void setUp(AVStream stream) {
        stream.time_base().num(1).den(timescale());
    }

    /** From ticks to the track's units. */
    void convert(AVPacket packet) {
        packet.pts(packet.pts() * timeBase.num())
                .dts(packet.dts() * timeBase.num())
                .duration(packet.duration() * timeBase.num());
        packet.time_base().num(1).den(timescale());
    }
}
