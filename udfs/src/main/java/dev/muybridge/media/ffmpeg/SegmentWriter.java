package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.VideoFrame;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** {@link FrameWriter}: x264 into an MP4 in memory. */
final class SegmentWriter implements FrameWriter {
    private final EncoderSettings settings;
    private final AVCodecContext encoder;
    private final Mp4Memory mp4;
    private final AVFrame frame;
    private final AVPacket packet;
    private final Deque<Long> durations = new ArrayDeque<>();
    private long[] written = new long[512];
    private int count;
    private long firstPts = Av.NO_PTS;
    private long lastPts = Av.NO_PTS;
    private boolean finished;
    private boolean closed;

    SegmentWriter(EncoderSettings settings) {
        this.settings = settings;
        this.encoder = X264.open(settings);
        try {
            mp4 = new Mp4Memory(encoder, settings.timeBase());
        } catch (Throwable problem) {
            avcodec.avcodec_free_context(encoder);
            throw problem;
        }
        frame = Av.allocated(avutil.av_frame_alloc(), "a frame");
        packet = Av.allocated(avcodec.av_packet_alloc(), "a packet");
    }

    @Override
    public void write(VideoFrame picture, long durationTicks) {
        requireOpen();
        requireFits(picture, durationTicks);
        if (firstPts == Av.NO_PTS) {
            firstPts = picture.pts();
        }
        lastPts = picture.pts();
        durations.add(durationTicks);
        if (picture instanceof Picture ours) {
            Av.check(avutil.av_frame_ref(frame, ours.drawn()), "a reference to a picture");
        } else {
            pointTo(picture);
        }
        frame.pts(picture.pts() - firstPts).duration(durationTicks);
        // What the decoder knew about the picture must not influence the encoder.
        frame.pict_type(avutil.AV_PICTURE_TYPE_NONE).flags(0);
        avutil.av_frame_remove_side_data(frame, avutil.AV_FRAME_DATA_STEREO3D);
        int code = avcodec.avcodec_send_frame(encoder, frame);
        avutil.av_frame_unref(frame);
        Av.check(code, "encoding the frame at tick " + picture.pts());
        drain();
    }

    private void requireFits(VideoFrame picture, long durationTicks) {
        if (picture.width() != settings.width() || picture.height() != settings.height()) {
            throw new IllegalArgumentException("the encoder is set to " + settings.width() + "x" + settings.height()
                    + ", the frame is " + picture.width() + "x" + picture.height());
        }
        if (lastPts != Av.NO_PTS && picture.pts() <= lastPts) {
            throw new IllegalArgumentException(
                    "frames must be in presentation order: " + picture.pts() + " came after " + lastPts);
        }
        if (durationTicks <= 0) {
            throw new IllegalArgumentException("a frame's duration must be positive, was " + durationTicks);
        }
    }

    private void pointTo(VideoFrame picture) {
        frame.format(avutil.AV_PIX_FMT_YUV420P);
        frame.width(Even.up(settings.width())).height(Even.up(settings.height()));
        for (int i = 0; i < 3; i++) {
            frame.data(i, new BytePointer(picture.plane(i).duplicate().position(0)));
            frame.linesize(i, picture.stride(i));
        }
    }

    private void drain() {
        while (true) {
            int code = avcodec.avcodec_receive_packet(encoder, packet);
            if (code == Av.EAGAIN || code == avutil.AVERROR_EOF) {
                return;
            }
            Av.check(code, "a compressed frame");
            note(packet.pts() + firstPts);
            @Nullable Long duration = durations.poll();
            mp4.write(packet, duration == null ? 0 : duration);
        }
    }

    private void note(long pts) {
        if (count == written.length) {
            written = Arrays.copyOf(written, count * 2);
        }
        written[count++] = pts;
    }

    @Override
    public EncodedSegment finish() {
        requireOpen();
        if (firstPts == Av.NO_PTS) {
            throw new IllegalStateException("a segment needs at least one frame, none was written");
        }
        finished = true;
        Av.check(avcodec.avcodec_send_frame(encoder, null), "the end of a segment");
        drain();
        return new EncodedSegment(mp4.finish(), Arrays.copyOf(written, count));
    }

    private void requireOpen() {
        if (closed || finished) {
            throw new IllegalStateException("the frame writer is " + (closed ? "closed" : "finished"));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        mp4.close();
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(encoder);
    }
}
