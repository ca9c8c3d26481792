package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.util.Queue;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** Sound whose packets are copied as they are. */
final class SoundCopy implements OtherTrack {
    private static final Set<Integer> IN_MP4 = Set.of(
            avcodec.AV_CODEC_ID_AAC,
            avcodec.AV_CODEC_ID_MP3,
            avcodec.AV_CODEC_ID_MP2,
            avcodec.AV_CODEC_ID_AC3,
            avcodec.AV_CODEC_ID_EAC3,
            avcodec.AV_CODEC_ID_ALAC,
            avcodec.AV_CODEC_ID_OPUS,
            avcodec.AV_CODEC_ID_FLAC);

    private final AVStream input;
    private final TimeBase from;
    private @Nullable AVStream output;
    private long expected = Av.NO_PTS;

    SoundCopy(AVStream input) {
        this.input = input;
        this.from = Av.timeBase(input.time_base());
    }

    static boolean isPossible(AVCodecParameters parameters) {
        return IN_MP4.contains(parameters.codec_id()) && parameters.sample_rate() > 0;
    }

    @Override
    public void addTo(Mp4File file) {
        AVStream added = file.addStream(input);
        added.time_base().num(1).den(input.codecpar().sample_rate());
        output = added;
    }

    @Override
    public void accept(AVPacket packet, Queue<AVPacket> ready) {
        AVStream target = output;
        if (target == null) {
            throw new IllegalStateException("the track was not added to a file");
        }
        AVPacket copy = Av.allocated(avcodec.av_packet_clone(packet), "a packet of sound");
        TimeBase to = Av.timeBase(target.time_base());
        long stamp = copy.dts() == Av.NO_PTS ? copy.pts() : copy.dts();
        int samples = avcodec.av_get_audio_frame_duration2(input.codecpar(), copy.size());
        long duration = samples > 0
                ? Ticks.rescale(samples, new TimeBase(1, input.codecpar().sample_rate()), to)
                : Ticks.rescale(copy.duration(), from, to);
        long time = smooth(stamp, to);
        copy.pts(time).dts(time).duration(duration);
        copy.time_base().num(to.num()).den(to.den());
        copy.stream_index(target.index());
        expected = time + duration;
        ready.add(copy);
    }

    /** Containers with a coarse clock round the time of every packet; a packet that follows another one follows it exactly. */
    private long smooth(long stamp, TimeBase to) {
        if (stamp == Av.NO_PTS) {
            return expected == Av.NO_PTS ? 0 : expected;
        }
        long time = Ticks.rescale(stamp, from, to);
        long roundingError = Ticks.rescale(1, from, to) + 1;
        boolean follows = expected != Av.NO_PTS && Math.abs(time - expected) <= roundingError;
        return follows ? expected : time;
    }

    @Override
    public void end(Queue<AVPacket> ready) {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Owns nothing.
    }
}
