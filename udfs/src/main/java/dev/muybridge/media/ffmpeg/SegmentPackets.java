package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.JoinJob;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** The packets of all segments, shifted to their times in the whole video; one segment is open at a time. */
final class SegmentPackets implements AutoCloseable {
    private final JoinJob job;
    private final int timescale;
    private final AVCodecParameters first;
    private VideoPackets current;
    private int segment;
    private long lastPts = Av.NO_PTS;

    SegmentPackets(JoinJob job) throws VideoException, IOException {
        this.job = job;
        this.timescale = job.timeBase().den();
        FfmpegNative.load();
        first = Av.allocated(avcodec.avcodec_parameters_alloc(), "codec parameters");
        try {
            current = VideoPackets.open(job.segments().get(0));
            try {
                requireClock();
                avcodec.avcodec_parameters_copy(first, current.stream().stream().codecpar());
            } catch (Throwable problem) {
                current.close();
                throw problem;
            }
        } catch (Throwable problem) {
            avcodec.avcodec_parameters_free(first);
            throw problem;
        }
    }

    /** The headers that all segments share; valid until this is closed. */
    AVCodecParameters parameters() {
        return first;
    }

    /** The next packet, in the joined track's units, valid until the next call; null after the last. */
    @Nullable
    AVPacket next() throws VideoException, IOException {
        AVPacket packet = current.next();
        while (packet == null) {
            if (segment + 1 == job.segments().size()) {
                return null;
            }
            current.close();
            segment++;
            current = VideoPackets.open(job.segments().get(segment));
            requireClock();
            requireSameHeaders();
            packet = current.next();
        }
        long start = (job.startPts().get(segment) - job.zero()) * job.timeBase().num();
        packet.pts(packet.pts() + start).dts(packet.dts() + start).stream_index(0);
        packet.time_base().num(1).den(timescale);
        if (packet.pts() <= lastPts) {
            throw new VideoException(
                    FailureKind.LEDGER_MISMATCH,
                    "Segment " + segment + " begins before segment " + (segment - 1) + " has ended.");
        }
        lastPts = packet.pts();
        return packet;
    }

    private void requireClock() throws VideoException {
        TimeBase clock = current.stream().timeBase();
        if (clock.num() != 1 || clock.den() != timescale) {
            throw new VideoException(
                    FailureKind.LEDGER_MISMATCH,
                    "Segment " + segment + " counts time in " + clock + " s, the video in 1/" + timescale + " s.");
        }
    }

    private void requireSameHeaders() throws VideoException {
        AVCodecParameters here = current.stream().stream().codecpar();
        if (here.codec_id() != first.codec_id()
                || here.width() != first.width()
                || here.height() != first.height()
                || !Arrays.equals(extradata(here), extradata(first))) {
            throw new VideoException(
                    FailureKind.LEDGER_MISMATCH,
                    "Segment " + segment + " was encoded with other settings than segment 0; they cannot be joined.");
        }
    }

    private static byte[] extradata(AVCodecParameters parameters) {
        byte[] bytes = new byte[parameters.extradata_size()];
        if (bytes.length > 0) {
            parameters.extradata().get(bytes);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        avcodec.avcodec_parameters_free(first);
        current.close();
    }
}
