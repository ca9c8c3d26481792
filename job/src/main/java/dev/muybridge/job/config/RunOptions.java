package dev.muybridge.job.config;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.SegmentPlanner;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run is asked to do, checked.
 *
 * @param inputs what to read, one or more
 * @param output folder of all results, as a URI of one of Flink's file systems
 * @param workers how many calls are worked on at the same time, 1 or more
 * @param model pose model
 * @param segmentSeconds wanted length of a segment in seconds, 0.1 to 3600
 * @param recursive whether folders inside folders are read
 * @param overwrite whether videos are done again that are done and have not changed
 * @param segments whether annotated segments are published beside the whole video
 * @param preset x264's preset
 * @param crf x264's constant rate factor, 1 (best) to 51 (worst); 0 would be lossless, which browsers do not play
 * @param wanted what of the videos
 * @param limits where it stops; they change no result
 */
public record RunOptions(
        List<InputRoot> inputs,
        String output,
        int workers,
        ModelSize model,
        double segmentSeconds,
        boolean recursive,
        boolean overwrite,
        boolean segments,
        String preset,
        int crf,
        Wanted wanted,
        RunLimits limits)
        implements Serializable {
    /** Raised by whoever changes what the same video and options give. */
    private static final int RESULTS_VERSION = 5;

    public RunOptions {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("at least one input is needed");
        }
        if (workers < 1) {
            throw new IllegalArgumentException("--workers must be 1 or more, was " + workers);
        }
        if (!(segmentSeconds >= 0.1 && segmentSeconds <= 3600)) {
            throw new IllegalArgumentException("--segment-seconds must be 0.1 to 3600, was " + segmentSeconds);
        }
        if (crf < 1 || crf > 51) {
            throw new IllegalArgumentException("--crf must be 1 to 51, was " + crf);
        }
    }

    /** The same for a run that has {@code videos} to do. */
    public RunOptions forVideos(int videos) {
        RunLimits known = new RunLimits(limits.video(), limits.failures().of(videos));
        return new RunOptions(
                inputs,
                output,
                workers,
                model,
                segmentSeconds,
                recursive,
                overwrite,
                segments,
                preset,
                crf,
                wanted,
                known);
    }

    /** The options that change results or what is published, as {@code name=value} joined by semicolons, in name order. */
    public String resultOptions() {
        Map<String, Object> options = new TreeMap<>();
        options.put("crf", crf);
        options.put("model", model.id());
        options.put("clip", wanted.clip());
        options.put("people", wanted.people());
        options.put("preset", preset);
        options.put("segment-seconds", segmentSeconds);
        options.put("segments", segments);
        options.put("slow-motion", wanted.slowMotion());
        return join(options);
    }

    /** The versions that results depend on, in the same form. */
    public static String versions() {
        Map<String, Object> versions = new TreeMap<>();
        versions.put("mediapipe", Installation.MEDIAPIPE_VERSION);
        versions.put("models", Installation.MODELS_VERSION);
        versions.put("overlap", SegmentPlanner.OVERLAP);
        versions.put("pre-roll", SegmentPlanner.PRE_ROLL);
        versions.put("results", RESULTS_VERSION);
        return join(versions);
    }

    /** First 16 hexadecimal digits of the SHA-256 of {@link #resultOptions()} and {@link #versions()}. */
    public String optionsHash() {
        return Hashes.shortSha256((resultOptions() + "\n" + versions()).getBytes(StandardCharsets.UTF_8));
    }

    private static String join(Map<String, Object> entries) {
        return entries.entrySet().stream().map(Object::toString).collect(Collectors.joining(";"));
    }
}
