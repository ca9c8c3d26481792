package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Sound that MP4 or browsers do not support: decoded, resampled if AAC needs it, and encoded to AAC. */
final class SoundEncode implements OtherTrack {
    private static final TimeBase MICROS = new TimeBase(1, avutil.AV_TIME_BASE);

    private final AVStream input;
    private final long latest;
    private final SoundDecoder decoder;
    private final SoundResampler resampler;
    private final AacEncoder encoder;
    private @Nullable AVStream output;
    private int damaged;

    /**
     * @param latest a time in microseconds after which there is no sound
     * @throws FfmpegException when this sound cannot be decoded
     */
    SoundEncode(AVStream input, long latest) {
        this.input = input;
        this.latest = latest;
        decoder = new SoundDecoder(input);
        try {
            AacFormat format = AacFormat.nearest(input.codecpar());
            resampler = new SoundResampler(decoder, format);
            try {
                encoder = new AacEncoder(format);
            } catch (Throwable problem) {
                resampler.close();
                throw problem;
            }
        } catch (Throwable problem) {
            decoder.close();
            throw problem;
        }
    }

    /** How many packets could not be decoded, or not to sound in the stream's format, and are silent. */
    int damaged() {
        return damaged;
    }

    @Override
    public void addTo(Mp4File file) {
        AVCodecParameters parameters = encoder.parameters();
        try {
            AVStream added = file.addStream(parameters);
            file.name(added, input);
            added.time_base().num(1).den(encoder.format().sampleRate());
            output = added;
        } finally {
            avcodec.avcodec_parameters_free(parameters);
        }
    }

    @Override
    public void accept(AVPacket packet, Queue<AVPacket> ready) {
        boolean late = packet.pts() != Av.NO_PTS && Ticks.rescale(packet.pts(), decoder.timeBase(), MICROS) > latest;
        if (late || !decoder.send(packet)) {
            damaged++;
        }
        decodeInto(ready);
    }

    @Override
    public void end(Queue<AVPacket> ready) {
        decoder.sendEnd();
        decodeInto(ready);
        resampler.sendEnd();
        encodeInto(ready);
        encoder.sendEnd();
        takeInto(ready);
    }

    private void decodeInto(Queue<AVPacket> ready) {
        for (AVFrame frame = decoder.next(); frame != null; frame = decoder.next()) {
            if (resampler.send(frame)) {
                encodeInto(ready);
            } else {
                damaged++;
            }
        }
    }

    private void encodeInto(Queue<AVPacket> ready) {
        for (AVFrame frame = resampler.next(); frame != null; frame = resampler.next()) {
            encoder.send(frame);
            takeInto(ready);
        }
    }

    private void takeInto(Queue<AVPacket> ready) {
        AVStream target = output;
        if (target == null) {
            throw new IllegalStateException("the track was not added to a file");
        }
        TimeBase from = new TimeBase(1, encoder.format().sampleRate());
        TimeBase to = Av.timeBase(target.time_base());
        for (AVPacket packet = encoder.next(); packet != null; packet = encoder.next()) {
            packet.pts(Ticks.rescale(packet.pts(), from, to)).dts(Ticks.rescale(packet.dts(), from, to));
            packet.duration(Ticks.rescale(packet.duration(), from, to));
            packet.time_base().num(to.num()).den(to.den());
            packet.stream_index(target.index());
            ready.add(packet);
        }
    }

    @Override
    public void close() {
        encoder.close();
        resampler.close();
        decoder.close();
    }
}
