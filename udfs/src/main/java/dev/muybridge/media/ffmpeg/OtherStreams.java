package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.JoinJob;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
    private static final int MOST_UNREAD = 100;
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(24);
    private static final long SPARE_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final Demuxer demuxer;
    private final Part part;
    private final StreamWays ways;
    private final Map<Integer, OtherTrack> tracks = new TreeMap<>();
    private final List<OtherTrack> order = new ArrayList<>();
    private final List<SoundEncode> encoded = new ArrayList<>();
    private final List<Subtitles> subtitles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Queue<AVPacket> ready = new ArrayDeque<>();
    private final AVPacket packet = Av.allocated(avcodec.av_packet_alloc(), "a packet");
    private @Nullable AVPacket handedOut;
    private boolean ended;
    private int unread;

    private OtherStreams(Demuxer demuxer, Part part, StreamWays ways) {
        this.demuxer = demuxer;
        this.part = part;
        this.ways = ways;
    }

    static OtherStreams open(JoinJob job, StreamWays ways) throws VideoException, IOException {
        OtherStreams streams = new OtherStreams(Demuxer.open(job.original()), Part.of(job), ways);
        try {
            streams.choose();
            return streams;
        } catch (Throwable problem) {
            streams.close();
            throw problem;
        }
    }

    /** The streams of the original besides the pictures, and {@link StreamWays#CHAPTERS}. */
    static List<Integer> indexes(JoinJob job) throws VideoException, IOException {
        try (OtherStreams streams = open(job, StreamWays.KEEP_ALL)) {
            List<Integer> indexes = new ArrayList<>(streams.tracks.keySet());
            indexes.add(StreamWays.CHAPTERS);
            return indexes;
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
            case avutil.AVMEDIA_TYPE_VIDEO -> cover(stream);
            default -> null;
        };
    }

    private @Nullable OtherTrack cover(AVStream stream) {
        if (!Cover.isPossible(stream)) {
            return null;
        }
        if (way(stream) != StreamWay.LEAVE_OUT) {
            return new Cover(stream);
        }
        notes.add(name(stream) + " was left out, because MP4 cannot hold it.");
        return null;
    }

    private @Nullable OtherTrack subtitles(AVStream stream) {
        if (way(stream) == StreamWay.LEAVE_OUT || !Subtitles.isPossible(stream.codecpar())) {
            notes.add(name(stream) + " were left out, because MP4 cannot hold them.");
            return null;
        }
        try {
            Subtitles track = new Subtitles(stream);
            subtitles.add(track);
            return track;
        } catch (FfmpegException problem) {
            notes.add(name(stream) + " were left out: " + problem.getMessage() + ".");
            return null;
        }
    }

    private @Nullable OtherTrack sound(AVStream stream) {
        if (way(stream) == StreamWay.LEAVE_OUT) {
            notes.add(name(stream) + " was left out, because MP4 cannot hold it.");
            return null;
        }
        try {
            if (way(stream) == StreamWay.KEEP && SoundCopy.isPossible(stream.codecpar())) {
                SoundDecoder.requireSound(stream);
                return new SoundCopy(stream);
            }
            SoundEncode track = new SoundEncode(stream, latest());
            notes.add(name(stream) + " was encoded to AAC, because MP4 or browsers do not support it.");
            encoded.add(track);
            return track;
        } catch (FfmpegException problem) {
            notes.add(name(stream) + " was left out: " + problem.getMessage() + ".");
            return null;
        }
    }

    /** A time that no sound has, in microseconds; a damaged timestamp would be reached through hours of silence. */
    private long latest() {
        long duration = demuxer.context().duration();
        return duration <= 0 ? LONGEST_MICROS : Math.min(LONGEST_MICROS, start() + 2 * duration + SPARE_MICROS);
    }

    private long start() {
        long start = demuxer.context().start_time();
        return start == Av.NO_PTS ? 0 : start;
    }

    private StreamWay way(AVStream stream) {
        return ways.of(stream.index());
    }

    private static String name(AVStream stream) {
        String what = switch (stream.codecpar().codec_type()) {
            case avutil.AVMEDIA_TYPE_AUDIO -> "sound";
            case avutil.AVMEDIA_TYPE_SUBTITLE -> "subtitles";
            default -> "cover picture";
        };
        String codec = avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
        return "The " + what + " (" + codec + ")";
    }

    void addTracks(Mp4File file) {
        for (OtherTrack track : order) {
            track.addTo(file);
        }
        if (demuxer.context().nb_chapters() == 0) {
            return;
        }
        if (ways.of(StreamWays.CHAPTERS) == StreamWay.LEAVE_OUT) {
            notes.add("The chapters were left out, because MP4 cannot hold them.");
            return;
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
        int unreadable = subtitles.stream().mapToInt(Subtitles::damaged).sum();
        if (unreadable > 0) {
            all.add(unreadable + " subtitles could not be read and are missing.");
        }
        if (unread > 0) {
            all.add(unread + " packets beside the pictures could not be read and are missing.");
        }
        return String.join(" ", all);
    }

    /** The next packet to write, valid until the next call; null after the last. */
    @Nullable
    AVPacket next() throws IOException {
        release();
        while (ready.isEmpty() && !ended) {
            if (!tracks.isEmpty() && read()) {
                int index = packet.stream_index();
                OtherTrack track = tracks.get(index);
                if (track != null) {
                    guarded(index, () -> {
                        if (part.keep(packet, demuxer.stream(index))) {
                            track.accept(packet, ready);
                        }
                    });
                }
                avcodec.av_packet_unref(packet);
            } else {
                ended = true;
                List.copyOf(tracks.entrySet())
                        .forEach(track ->
                                guarded(track.getKey(), () -> track.getValue().end(ready)));
            }
        }
        handedOut = ready.poll();
        return handedOut;
    }

    /** False at the end. What cannot be read is passed over, but not for ever. */
    private boolean read() throws IOException {
        for (int i = 0; i < MOST_UNREAD; i++) {
            try {
                return demuxer.read(packet);
            } catch (VideoException problem) {
                unread++;
            }
        }
        return false;
    }

    /** A stream that cannot go on ends there; the pictures and the other streams do not depend on it. */
    private void guarded(int index, Runnable step) {
        try {
            step.run();
        } catch (FfmpegException | ArithmeticException problem) {
            tracks.remove(index);
            notes.add(name(demuxer.stream(index)) + ", which is damaged, was cut short: " + problem.getMessage() + ".");
        }
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
