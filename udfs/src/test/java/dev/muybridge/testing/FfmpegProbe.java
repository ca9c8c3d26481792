package dev.muybridge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What ffprobe says of a file. */
public final class FfmpegProbe {
    /** All fields of a stream cost as much as one: starting the program is most of it. */
    private static final Map<Content, Map<String, String>> STREAMS = new ConcurrentHashMap<>();

    private FfmpegProbe() {}

    /** Timestamps of the frames that come out of the decoder, in ticks, in the order in which they come out. */
    public static long[] framePts(Path video) {
        return numbers(video, "frame=pts");
    }

    /** Presentation times of the video packets, in ticks, in the order in which they are stored. */
    public static long[] packetPts(Path video) {
        return numbers(video, "packet=pts");
    }

    /** Decoding times of the video packets, in ticks. */
    public static long[] packetDts(Path video) {
        return numbers(video, "packet=dts");
    }

    /** Presentation times of the video packets in seconds, to the microsecond, sorted. */
    public static double[] packetSeconds(Path video) {
        String[] fraction = stream(video, "v:0", "time_base").split("/", 2);
        double tick = Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1]);
        return Arrays.stream(numbers(video, "packet=pts"))
                .sorted()
                .mapToDouble(pts -> Math.round(pts * tick * 1e6) / 1e6)
                .toArray();
    }

    /** Offset and length in the file of each video packet, in the order in which they are stored. */
    public static List<long[]> packetPlaces(Path video) {
        return lines(FfmpegProgram.ffprobe(
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "packet=pos,size",
                        "-of",
                        "csv=p=0",
                        video.toString()))
                .stream()
                .map(line -> line.split(",", -1))
                .map(words -> new long[] {Long.parseLong(words[1]), Long.parseLong(words[0])})
                .toList();
    }

    private static long[] numbers(Path video, String entries) {
        return numbers(video, entries, Long::parseLong).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static <T> List<T> numbers(Path video, String entries, Function<String, T> parse) {
        return lines(FfmpegProgram.ffprobe(
                        "-select_streams", "v:0", "-show_entries", entries, "-of", "csv=p=0", video.toString()))
                .stream()
                .map(line -> line.split(",", -1)[0])
                .filter(word -> !word.isEmpty())
                .map(parse)
                .toList();
    }

    /**
     * When players show each frame, in seconds, in order. In AVI with frames that are reordered there are no times: each frame is shown as
     * long as any other.
     */
    public static double[] shownSeconds(Path video) {
        List<String> times = numbers(video, "frame=best_effort_timestamp_time", Function.identity());
        if (times.contains("N/A")) {
            String[] rate = stream(video, "v:0", "r_frame_rate").split("/", 2);
            double seconds = Double.parseDouble(rate[1]) / Double.parseDouble(rate[0]);
            return IntStream.range(0, times.size())
                    .mapToDouble(i -> i * seconds)
                    .toArray();
        }
        return times.stream().mapToDouble(Double::parseDouble).sorted().toArray();
    }

    /** How many streams of that kind, {@code a} or {@code s}; MPEG-TS repeats them for each program, which are not counted. */
    public static int streams(Path video, String kind) {
        return (int) lines(FfmpegProgram.ffprobe(
                        "-select_streams", kind, "-show_entries", "stream=index", "-of", "csv=p=0", video.toString()))
                .stream()
                .distinct()
                .count();
    }

    /** One field of a stream, e.g. {@code v:0} and {@code profile}; MPEG-TS repeats it for each program. */
    public static String stream(Path video, String stream, String field) {
        String value = STREAMS.computeIfAbsent(Content.of(video, stream), FfmpegProbe::fields)
                .get(field);
        if (value == null) {
            throw new IllegalArgumentException("ffprobe says no " + field + " of stream " + stream + " of " + video);
        }
        return value;
    }

    private static Map<String, String> fields(Content content) {
        String text = FfmpegProgram.ffprobe(
                "-select_streams",
                content.stream(),
                "-show_entries",
                "stream",
                "-of",
                "default=nw=1",
                content.video().toString());
        Map<String, String> fields = new HashMap<>();
        for (String line : lines(text)) {
            String[] words = line.split("=", 2);
            fields.putIfAbsent(words[0], words[words.length - 1]);
        }
        return fields;
    }

    /** A stream of a file as it is now. */
    private record Content(Path video, String stream, long size, FileTime modified) {
        static Content of(Path video, String stream) {
            try {
                return new Content(video, stream, Files.size(video), Files.getLastModifiedTime(video));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The rotation that players are told of; empty where there is none. */
    public static String rotation(Path video) {
        return FfmpegProgram.ffprobe(
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "stream_side_data=rotation",
                        "-of",
                        "csv=p=0",
                        video.toString())
                .strip();
    }

    /** A hash of each audio packet's bytes, in order; independent of the container. */
    public static List<String> soundHashes(Path video) {
        return soundHashes(video, "a");
    }

    /** The same of one stream, e.g. {@code a:1}. */
    public static List<String> soundHashes(Path video, String stream) {
        return lines(FfmpegProgram.ffprobe(
                        "-select_streams",
                        stream,
                        "-show_data_hash",
                        "md5",
                        "-show_entries",
                        "packet=data_hash",
                        "-of",
                        "csv=p=0",
                        video.toString()))
                .stream()
                .map(line -> line.split(",", -1)[0])
                .toList();
    }

    /** Presentation time of each audio packet in seconds, in order. */
    public static double[] soundTimes(Path video) {
        return lines(FfmpegProgram.ffprobe(
                        "-select_streams",
                        "a:0",
                        "-show_entries",
                        "packet=pts_time",
                        "-of",
                        "csv=p=0",
                        video.toString()))
                .stream()
                .map(line -> line.split(",", -1)[0])
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
