package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.JoinJob;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Everything in the original besides the pictures: sound, copied if MP4 and players support the codec, otherwise encoded to AAC;
 * text subtitles; a cover picture; chapters.
 */
final class OtherStreams implements AutoCloseable {
    private static final int DISCARD_ALL = 48;

    private final Demuxer demuxer;
    private final Part part;
    private final SoundWay way;
    private final Map<Integer, OtherTrack> tracks = new HashMap<>();
    private final List<OtherTrack> order = new ArrayList<>();
    private final List<SoundEncode> encoded = new ArrayList<>();
    private final List<Subtitles> subtitles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Queue<AVPacket> ready = new ArrayDeque<>();
    private final AVPacket packet = Av.allocated(avcodec.av_packet_alloc(), "a packet");
    private @Nullable AVPacket handedOut;
    private boolean ended;

    private OtherStreams(Demuxer demuxer, Part part, SoundWay way) {
        this.demuxer = demuxer;
        this.part = part;
        this.way = way;
    }

    static OtherStreams open(JoinJob job, SoundWay way) throws VideoException, IOException {
        OtherStreams streams = new OtherStreams(Demuxer.open(job.original()), Part.of(job), way);
        try {
            streams.choose();
            return streams;
        } catch (Throwable problem) {
            streams.close();
            throw problem;
        }
    }

    private void choose() {
        for (int i = 0; i < demuxer.context().nb_streams(); i++) {
            AVStream stream = demuxer.stream(i);
            OtherTrack track = track(stream);
            if (track == null) {
                stream.discard(DISCARD_ALL);
            } else {
                tracks.put(i, track);
                order.add(track);
            }
        }
    }

    private @Nullable OtherTrack track(AVStream stream) {
        return switch (stream.codecpar().codec_type()) {
            case avutil.AVMEDIA_TYPE_AUDIO -> sound(stream);
            case avutil.AVMEDIA_TYPE_SUBTITLE -> subtitles(stream);
            case avutil.AVMEDIA_TYPE_VIDEO -> Cover.isPossible(stream) ? new Cover(stream) : null;
            default -> null;
        };
    }

    private @Nullable OtherTrack subtitles(AVStream stream) {
        if (way != SoundWay.NONE && Subtitles.isPossible(stream.codecpar())) {
            Subtitles track = new Subtitles(stream);
            subtitles.add(track);
            return track;
        }
        notes.add("The subtitles (" + codec(stream) + ") were left out, because MP4 cannot hold them.");
        return null;
    }

    private static String codec(AVStream stream) {
        return avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    private @Nullable OtherTrack sound(AVStream stream) {
        if (way == SoundWay.COPY && SoundCopy.isPossible(stream.codecpar())) {
            return new SoundCopy(stream);
        }
        String codec = codec(stream);
        if (way == SoundWay.NONE) {
            notes.add("The sound (" + codec + ") was left out, because MP4 cannot hold it.");
            return null;
        }
        try {
            SoundEncode track = new SoundEncode(stream);
            notes.add("The sound (" + codec + ") was encoded to AAC, because MP4 or browsers do not support it.");
            encoded.add(track);
            return track;
        } catch (FfmpegException problem) {
            notes.add("The sound (" + codec + ") was left out: " + problem.getMessage() + ".");
            return null;
        }
    }

    void addTracks(Mp4File file) {
        for (OtherTrack track : order) {
            track.addTo(file);
        }
        file.addChapters(demuxer.context(), part);
    }

    /** Sentences about whatever was not copied as it is; empty if everything was. Complete after the last packet. */
    String note() {
        List<String> all = new ArrayList<>(notes);
        int damaged = encoded.stream().mapToInt(SoundEncode::damaged).sum();
        if (damaged > 0) {
            all.add(damaged + " sound packets are damaged and silent.");
        }
        int unread = subtitles.stream().mapToInt(Subtitles::damaged).sum();
        if (unread > 0) {
            all.add(unread + " subtitles could not be read and are missing.");
        }
        return String.join(" ", all);
    }

    /** The next packet to write, valid until the next call; null after the last. */
    @Nullable
    AVPacket next() throws VideoException, IOException {
        release();
        while (ready.isEmpty() && !ended) {
            if (!order.isEmpty() && demuxer.read(packet)) {
                OtherTrack track = tracks.get(packet.stream_index());
                if (track != null && part.keep(packet, demuxer.stream(packet.stream_index()))) {
                    track.accept(packet, ready);
                }
                avcodec.av_packet_unref(packet);
            } else {
                ended = true;
                for (OtherTrack track : order) {
                    track.end(ready);
                }
            }
        }
        handedOut = ready.poll();
        return handedOut;
    }

    private void release() {
        if (handedOut != null) {
            avcodec.av_packet_free(handedOut);
            handedOut = null;
        }
    }

    @Override
    public void close() throws IOException {
        release();
        ready.forEach(avcodec::av_packet_free);
        ready.clear();
        order.forEach(OtherTrack::close);
        avcodec.av_packet_free(packet);
        demuxer.close();
    }
}
