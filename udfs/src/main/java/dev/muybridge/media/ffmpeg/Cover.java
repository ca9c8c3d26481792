package dev.muybridge.media.ffmpeg;

import java.util.Queue;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.jspecify.annotations.Nullable;

/** A picture attached to the video, copied as it is. */
final class Cover implements OtherTrack {
    private static final Set<Integer> IN_MP4 =
            Set.of(avcodec.AV_CODEC_ID_MJPEG, avcodec.AV_CODEC_ID_PNG, avcodec.AV_CODEC_ID_BMP);

    private final AVStream input;
    private @Nullable AVStream output;

    Cover(AVStream input) {
        this.input = input;
    }

    static boolean isPossible(AVStream stream) {
        return (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0
                && IN_MP4.contains(stream.codecpar().codec_id());
    }

    @Override
    public void addTo(Mp4File file) {
        output = file.addStream(input);
    }

    @Override
    public void accept(AVPacket packet, Queue<AVPacket> ready) {
        AVStream target = output;
        if (target == null) {
            throw new IllegalStateException("the cover was not added to a file");
        }
        AVPacket copy = Av.allocated(avcodec.av_packet_clone(packet), "a cover picture");
        copy.pts(0).dts(0).duration(0);
        copy.time_base().num(1).den(1);
        copy.stream_index(target.index());
        ready.add(copy);
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
