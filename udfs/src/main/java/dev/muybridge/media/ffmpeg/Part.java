package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.JoinJob;
import dev.muybridge.media.Span;
import dev.muybridge.pose.TimeBase;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.jspecify.annotations.Nullable;

/** The part of the original that is kept, and how its times map to the joined video's clock. */
final class Part {
    private final @Nullable Span kept;
    private final TimeBase clock;

    private Part(@Nullable Span kept, TimeBase clock) {
        this.kept = kept;
        this.clock = clock;
    }

    static Part of(JoinJob job) {
        return new Part(job.kept(), job.timeBase());
    }

    /** Shifts a packet of that stream; false if it lies outside the part. Packets without a time are kept as they are. */
    boolean keep(AVPacket packet, AVStream stream) {
        long stamp = packet.pts() == Av.NO_PTS ? packet.dts() : packet.pts();
        boolean cover = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
        if (kept == null || stamp == Av.NO_PTS || cover) {
            return true;
        }
        TimeBase own = Av.timeBase(stream.time_base());
        long from = Ticks.rescale(kept.fromPts(), clock, own);
        if (stamp + Math.max(1, packet.duration()) <= from || stamp >= Ticks.rescale(kept.toPts(), clock, own)) {
            return false;
        }
        packet.pts(moved(packet.pts(), from)).dts(moved(packet.dts(), from));
        return true;
    }

    private static long moved(long stamp, long from) {
        return stamp == Av.NO_PTS ? stamp : stamp - from;
    }

    /** A time of the original on the joined video's clock, no earlier than its start. */
    long moved(long ticks, TimeBase own) {
        return kept == null ? ticks : Math.max(0, ticks - Ticks.rescale(kept.fromPts(), clock, own));
    }

    /** Whether something from {@code start} to {@code end} of the original overlaps the part. */
    boolean holds(long start, long end, TimeBase own) {
        return kept == null
                || (end > Ticks.rescale(kept.fromPts(), clock, own) && start < Ticks.rescale(kept.toPts(), clock, own));
    }

    /** The same, no later than the part's end. */
    long movedEnd(long ticks, TimeBase own) {
        return kept == null ? ticks : moved(Math.min(ticks, Ticks.rescale(kept.toPts(), clock, own)), own);
    }
}
