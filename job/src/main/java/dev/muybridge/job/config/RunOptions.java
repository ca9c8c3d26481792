package dev.muybridge.job.config;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.media.Clip;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.motion.PeopleLinker;
import dev.muybridge.motion.Subject;
import dev.muybridge.render.FrameAnnotator;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.Style;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do, validated.
 *
 * @param inputs what to read, one or more
 * @param output folder of all results, as a URI of one of Flink's file systems
 * @param workers how many calls are worked on at the same time, 1 or more
 * @param model pose model
 * @param segmentSeconds target length of a segment in seconds, 0.1 to 3600; null for what suits each video
 * @param recursive whether folders inside folders are read
 * @param overwrite whether videos that are done and have not changed are processed again
 * @param verify whether segments of finished videos are looked for too
 * @param published what is published besides annotated videos and tables
 * @param preset x264's preset, one of {@link Quality#PRESETS}
 * @param crf x264's constant rate factor, 1 (best) to 51 (worst); 0 would be lossless, which browsers do not play
 * @param wanted what to process in the videos
 * @param limits where it stops; they change no result
 * @param run which run it is; that changes no result
 */
public record RunOptions(
        List<InputRoot> inputs,
        String output,
        int workers,
        ModelSize model,
        @Nullable Double segmentSeconds,
        boolean recursive,
        boolean overwrite,
        boolean verify,
        Published published,
        String preset,
        int crf,
        Wanted wanted,
        RunLimits limits,
        RunId run)
        implements Serializable {
    /** What {@link #failing} calls the number of attempts. */
    public static final String ATTEMPTS = "attempts";

    public RunOptions {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("at least one input is needed");
        }
        if (output.contains("%5C")) {
            throw new IllegalArgumentException(
                    "--output must not contain a backslash, of which parts of Flink make a slash; was " + output);
        }
        if (workers < 1) {
            throw new IllegalArgumentException("--workers must be 1 or more, was " + workers);
        }
        if (segmentSeconds != null && !(segmentSeconds >= 0.1 && segmentSeconds <= 3600)) {
            throw new IllegalArgumentException("--segment-seconds must be 0.1 to 3600, was " + segmentSeconds);
        }
        if (!Quality.PRESETS.contains(preset)) {
            throw new IllegalArgumentException(
                    "--preset must be one of " + String.join(", ", Quality.PRESETS) + ", was " + preset);
        }
        if (crf < 1 || crf > 51) {
            throw new IllegalArgumentException("--crf must be 1 to 51, was " + crf);
        }
    }

    /**
     * The same for a run that has {@code videos} to do, whose list says which parts they are.
     *
     * @param number of the run, since OUTPUT belongs to it
     */
    public RunOptions forJob(int videos, long number) {
        RunLimits known = new RunLimits(limits.video(), limits.failures().of(videos));
        return new RunOptions(
                inputs,
                output,
                workers,
                model,
                segmentSeconds,
                recursive,
                overwrite,
                verify,
                published,
                preset,
                crf,
                wanted.withoutClips(),
                known,
                new RunId(run.name(), number));
    }

    /**
     * What is published of a video besides the annotated video and the tables.
     *
     * @param segments whether its annotated segments are
     * @param poses whether the poses of everybody in view are, so that later runs need not analyse it again
     */
    public record Published(boolean segments, boolean poses) implements Serializable {
        /** Everything. */
        public static final Published ALL = new Published(true, true);
    }

    /**
     * The options that change results of that part of a video or what is published of it, as {@code name=value} joined by semicolons,
     * in name order.
     */
    public String resultOptions(Clip clip) {
        Map<String, Object> options = new TreeMap<>();
        options.put("crf", crf);
        options.put("model", model.id());
        options.put("clip", clip);
        options.put("people", wanted.people());
        options.put("poses", published.poses());
        options.put("preset", preset);
        options.put("segment-seconds", segmentLength());
        options.put("segments", published.segments());
        options.put("slow-motion", wanted.slowMotion());
        putSubject(options);
        return join(options);
    }

    /** The versions that results depend on, in the same form. */
    public String versions() {
        Map<String, Object> versions = new TreeMap<>();
        versions.put("analyze", AnalyzeStage.VERSION);
        versions.put("annotate", AnnotateStage.VERSION);
        versions.put("link", PeopleLinker.VERSION);
        versions.put("measure", wanted.measures().versions());
        versions.put("mediapipe", Installation.MEDIAPIPE_VERSION);
        versions.put("models", Installation.MODELS_VERSION);
        versions.put("plan", VideoFiles.VERSION);
        return join(versions);
    }

    /** How results of that part of a video are made, as their rows record it. */
    public Making making(Clip clip) {
        return Making.of(keys().of(clip), resultOptions(clip), versions());
    }

    /**
     * How a video has failed, as its row records it.
     *
     * @param attempts how many runs in a row have tried it in vain, with this one
     */
    public Making failing(Clip clip, int attempts) {
        Map<String, Object> more = new TreeMap<>();
        more.put(ATTEMPTS, attempts);
        more.put("max-hours", limits.video().hours());
        more.put("max-pixels", limits.video().pixels());
        more.put("max-streams", limits.video().streams());
        return Making.of(keys().of(clip), resultOptions(clip) + ";" + join(more), versions());
    }

    /** How pictures are drawn and encoded. */
    public Style style() {
        return new Style(preset, crf, wanted.people().most() > 1);
    }

    /** What the results of each step depend on besides the input and the part of it. */
    public Keys keys() {
        Map<String, Object> poses = new TreeMap<>();
        poses.put("analyze", AnalyzeStage.VERSION);
        poses.put("mediapipe", Installation.MEDIAPIPE_VERSION);
        poses.put("model", model.id());
        poses.put("models", Installation.MODELS_VERSION);

        Map<String, Object> rows = new TreeMap<>(poses);
        rows.put("link", PeopleLinker.VERSION);
        rows.put("measure", wanted.measures().versions());
        rows.put("people", wanted.people());
        rows.put("slow-motion", wanted.slowMotion());
        putSubject(rows);

        Map<String, Object> pictures = new TreeMap<>(rows);
        pictures.put("measure", wanted.measures().of(FrameAnnotator.DRAWN).versions());
        pictures.put("annotate", AnnotateStage.VERSION);
        pictures.put("crf", crf);
        pictures.put("preset", preset);
        pictures.put("segment-seconds", segmentLength());
        return new Keys(join(poses), join(rows), join(pictures));
    }

    /** Only if somebody else is chosen: what was made before anybody could be is the same as what is made without a choice. */
    private void putSubject(Map<String, Object> entries) {
        if (!wanted.subject().equals(Subject.MOST_PROMINENT)) {
            entries.put("subject", wanted.subject());
        }
    }

    private String segmentLength() {
        return segmentSeconds == null ? "auto" : segmentSeconds.toString();
    }

    private static String join(Map<String, Object> entries) {
        return entries.entrySet().stream().map(Object::toString).collect(Collectors.joining(";"));
    }
}
