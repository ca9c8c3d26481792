package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Colour;
import dev.muybridge.media.Rational;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/** The main video stream of an open container, valid while the container is open. */
final class VideoStream {
    /** MP4's tags for streams encrypted with the common scheme and with a store's own. */
    private static final Set<Integer> ENCRYPTED_TAGS = Set.of(tag("encv"), tag("drmi"));

    private final Demuxer demuxer;
    private final AVStream stream;

    private VideoStream(Demuxer demuxer, AVStream stream) {
        this.demuxer = demuxer;
        this.stream = stream;
    }

    /**
     * Finds it; cover pictures do not count.
     *
     * @throws VideoException when there is none, or none can be decoded
     */
    static VideoStream main(Demuxer demuxer) throws VideoException {
        int best = avformat.av_find_best_stream(
                demuxer.context(), avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (org.bytedeco.javacpp.PointerPointer<?>) null, 0);
        if (best < 0 || isPicture(demuxer.stream(best))) {
            best = firstVideo(demuxer);
        }
        VideoStream found = new VideoStream(demuxer, demuxer.stream(best));
        found.requireDecoder();
        demuxer.only(best);
        return found;
    }

    private static int firstVideo(Demuxer demuxer) throws VideoException {
        for (int i = 0; i < demuxer.context().nb_streams(); i++) {
            AVStream stream = demuxer.stream(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO && !isPicture(stream)) {
                return i;
            }
        }
        throw new VideoException(FailureKind.NO_VIDEO_STREAM, "The file has no video stream.");
    }

    private static boolean isPicture(AVStream stream) {
        return (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
    }

    static VideoException encrypted() {
        return new VideoException(
                FailureKind.ENCRYPTED, "The video is encrypted (DRM) and cannot be decoded without its key.");
    }

    private boolean isEncrypted() {
        int tag = stream.codecpar().codec_tag();
        return ENCRYPTED_TAGS.contains(tag) || !Av.isNull(avutil.av_dict_get(stream.metadata(), "enc_key_id", null, 0));
    }

    private static int tag(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private void requireDecoder() throws VideoException {
        if (isEncrypted()) {
            throw encrypted();
        }
        AVCodecParameters parameters = stream.codecpar();
        if (Av.isNull(avcodec.avcodec_find_decoder(parameters.codec_id()))) {
            throw new VideoException(
                    FailureKind.UNSUPPORTED, "The codec " + codec() + " is not supported; convert the video to H.264.");
        }
        if (parameters.width() <= 0 || parameters.height() <= 0) {
            throw new VideoException(
                    FailureKind.UNREADABLE,
                    "The video stream (" + codec() + ") does not say how large its pictures are.");
        }
    }

    int index() {
        return stream.index();
    }

    AVStream stream() {
        return stream;
    }

    /** The offset at which this stream ends according to the container's index; 0 if it has no index. */
    long promisedEnd() {
        long end = 0;
        for (int i = 0; i < avformat.avformat_index_get_entries_count(stream); i++) {
            var entry = avformat.avformat_index_get_entry(stream, i);
            end = Math.max(end, entry.pos() + entry.size());
        }
        return end;
    }

    String codec() {
        return avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    TimeBase timeBase() {
        return Av.timeBase(stream.time_base());
    }

    /** Average frames per second, 0/1 if unknown. */
    Rational frameRate() {
        Rational average = Av.rational(stream.avg_frame_rate());
        if (average.num() > 0) {
            return average;
        }
        AVRational guess = avformat.av_guess_frame_rate(demuxer.context(), stream, null);
        return Av.rational(guess);
    }

    /**
     * Degrees clockwise to turn the stored picture by.
     *
     * @throws VideoException when the picture is also mirrored: that is not supported, and left and right would be swapped
     */
    int rotation() throws VideoException {
        AVCodecParameters parameters = stream.codecpar();
        AVPacketSideData side = avcodec.av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (Av.isNull(side) || side.size() < 36) {
            return 0;
        }
        IntPointer matrix = new IntPointer(side.data());
        long determinant = (long) matrix.get(0) * matrix.get(4) - (long) matrix.get(1) * matrix.get(3);
        if (determinant < 0) {
            throw new VideoException(
                    FailureKind.UNSUPPORTED,
                    "The video is stored mirrored, which is not supported; convert it with ffmpeg first.");
        }
        double counterClockwise = avutil.av_display_rotation_get(matrix);
        if (Double.isNaN(counterClockwise)) {
            return 0;
        }
        return Math.floorMod(Math.round(-counterClockwise / 90) * 90, 360);
    }

    /** Width of a stored pixel over its height, 0/1 if neither container nor codec says. */
    Rational pixelAspect() {
        return Av.rational(avformat.av_guess_sample_aspect_ratio(demuxer.context(), stream, null));
    }

    Colour colour() {
        AVCodecParameters p = stream.codecpar();
        return new Colour(p.color_range(), p.color_primaries(), p.color_trc(), p.color_space());
    }

    StreamParameters parameters() {
        AVCodecParameters p = stream.codecpar();
        byte[] extradata = new byte[p.extradata_size()];
        if (extradata.length > 0) {
            p.extradata().get(extradata);
        }
        return new StreamParameters(
                codec(),
                p.codec_tag(),
                extradata,
                p.width(),
                p.height(),
                p.format(),
                colour(),
                pixelAspect(),
                timeBase());
    }
}
