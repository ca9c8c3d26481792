package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/** The packets of a file's main video stream, one at a time, in decoding order. */
final class VideoPackets implements AutoCloseable {
    private final Demuxer demuxer;
    private final VideoStream stream;
    private final AVPacket packet = Av.allocated(avcodec.av_packet_alloc(), "a packet");
    private final boolean vp8;
    private boolean damaged;

    private VideoPackets(Demuxer demuxer, VideoStream stream) {
        this.demuxer = demuxer;
        this.stream = stream;
        this.vp8 = stream.codec().equals("vp8");
    }

    /** For a file that has already been planned, or is our own. */
    static VideoPackets open(ByteSource source) throws VideoException, IOException {
        return open(source, Bounds.NONE);
    }

    static VideoPackets open(ByteSource source, Bounds bounds) throws VideoException, IOException {
        Demuxer demuxer = Demuxer.open(source, bounds);
        try {
            return new VideoPackets(demuxer, VideoStream.main(demuxer));
        } catch (Throwable problem) {
            demuxer.close();
            throw problem;
        }
    }

    VideoStream stream() {
        return stream;
    }

    /** The next packet, valid until the next call, or null after the last. */
    @Nullable
    AVPacket next() throws VideoException, IOException {
        while (true) {
            avcodec.av_packet_unref(packet);
            if (!demuxer.read(packet)) {
                requireWholeEnd();
                return null;
            }
            // In AVI, a dropped frame is a chunk without bytes: the previous picture stays.
            if (packet.stream_index() == stream.index() && packet.size() > 0) {
                requireClear();
                damaged = (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
                return packet;
            }
        }
    }

    PacketTimes times() {
        return PacketTimes.of(packet, vp8 && isHiddenVp8());
    }

    /** Whether the container has only decoding times. */
    boolean lacksPts() {
        return DisplayOrder.isNeeded(demuxer.format(), stream.stream().codecpar());
    }

    /** Finds the presentation times if the container has none; null if it has them. The caller closes it. */
    @Nullable
    DisplayOrder displayOrder() {
        return lacksPts() ? new DisplayOrder(stream.stream().codecpar()) : null;
    }

    boolean seek(long ticks) throws IOException {
        return demuxer.seek(stream.index(), ticks);
    }

    /** VP8 keeps its hidden reference pictures in packets of their own; bit 4 of the first byte says "show". */
    private boolean isHiddenVp8() {
        return ((packet.data().get(0) >> 4) & 1) == 0;
    }

    /** A damaged packet in the middle is for the decoder to judge; a damaged last one is the end of a truncated file. */
    private void requireWholeEnd() throws VideoException {
        if (damaged) {
            throw ContainerEnd.truncated();
        }
    }

    private void requireClear() throws VideoException {
        if (!Av.isNull(
                avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_ENCRYPTION_INFO, (SizeTPointer) null))) {
            throw VideoStream.encrypted();
        }
    }

    @Override
    public void close() throws IOException {
        avcodec.av_packet_free(packet);
        demuxer.close();
    }
}
