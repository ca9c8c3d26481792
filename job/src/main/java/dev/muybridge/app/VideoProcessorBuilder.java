package dev.muybridge.app;

import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.People;
import dev.muybridge.job.config.Quality;
import dev.muybridge.job.config.RunId;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.media.Limits;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link VideoProcessor}. Each takes what the option of {@code run} with that name takes, and null where that has no
 * value of its own by default. Nothing is checked before {@link #build}. Used by one thread.
 */
public final class VideoProcessorBuilder {
    private static final int MAX_PORT = 65_535;

    private final List<String> inputs = new ArrayList<>();
    private String output = "output";
    private boolean recursive;
    private int workers = Runtime.getRuntime().availableProcessors();
    private String ray = "embedded";
    private @Nullable String rayToken;
    private ModelSize model = ModelSize.FULL;
    private @Nullable Double segmentSeconds;
    private String people = People.MAIN.toString();
    private String subject = Subject.MOST_PROMINENT.toString();
    private AskedParts parts = AskedParts.NONE;
    private double slowMotion = 1;
    private Measures measures = Measures.STANDARD;
    private boolean segments = true;
    private boolean poses = true;
    private Quality quality = VideoProcessor.DEFAULT_QUALITY;
    private @Nullable String preset;
    private @Nullable Integer crf;
    private boolean overwrite;
    private boolean verify;
    private @Nullable String maxFailures;
    private long maxPixels = Limits.DEFAULT.pixels();
    private int maxStreams = Limits.DEFAULT.streams();
    private double maxHours = Limits.DEFAULT.hours();
    private @Nullable Integer uiPort;
    private @Nullable String runName;

    VideoProcessorBuilder() {}

    /** Adds a video, a folder or a glob to read; {@code NAME=PATH} puts the results for PATH under NAME/. At least one is needed. */
    public VideoProcessorBuilder input(String path) {
        inputs.add(path);
        return this;
    }

    /** The folder for the results, or a URI of one of Flink's file systems; {@code output} by default. */
    public VideoProcessorBuilder output(String folder) {
        output = folder;
        return this;
    }

    /** Whether subfolders are read too. */
    public VideoProcessorBuilder recursive(boolean wanted) {
        recursive = wanted;
        return this;
    }

    /** How many segments are worked on at the same time, 1 or more; one per core by default. */
    public VideoProcessorBuilder workers(int number) {
        workers = number;
        return this;
    }

    /** Where workers are: {@code embedded}, the default, {@code off} or {@code HOST:PORT}. Ray's jar is needed unless they are off. */
    public VideoProcessorBuilder ray(String where) {
        ray = where;
        return this;
    }

    /** The file with the token of the Ray cluster at {@code HOST:PORT}. */
    public VideoProcessorBuilder rayToken(@Nullable String file) {
        rayToken = file;
        return this;
    }

    /** The pose model; full by default. */
    public VideoProcessorBuilder model(ModelSize size) {
        model = size;
        return this;
    }

    /** Target length of a segment, 0.1 to 3600 seconds; what suits each video by default. */
    public VideoProcessorBuilder segmentSeconds(@Nullable Double seconds) {
        segmentSeconds = seconds;
        return this;
    }

    /** Which people are reported: {@code main}, the default, {@code all} or how many. */
    public VideoProcessorBuilder people(String whom) {
        people = whom;
        return this;
    }

    /** Who is person 0: a number, {@code at=X,Y,T}, {@code left}, {@code right}, {@code largest} or {@code longest}. */
    public VideoProcessorBuilder subject(String whom) {
        subject = whom;
        return this;
    }

    /** Where each video begins: seconds or {@code [HH:]MM:SS}. */
    public VideoProcessorBuilder from(@Nullable String time) {
        parts = parts.from(time);
        return this;
    }

    /** Before which time of each video it ends. */
    public VideoProcessorBuilder to(@Nullable String time) {
        parts = parts.to(time);
        return this;
    }

    /** Adds a part of each video, {@code A-B} or {@code A-end}, as a video of its own. */
    public VideoProcessorBuilder clip(String part) {
        parts = parts.with(part);
        return this;
    }

    /** A file that lists clips, a line each: a video's path below its input folder, a tab, and {@code A-B}. */
    public VideoProcessorBuilder clips(@Nullable Path file) {
        parts = parts.listedIn(file);
        return this;
    }

    /** How many times slower than life the videos play, 0.001 to 1000. */
    public VideoProcessorBuilder slowMotion(double factor) {
        slowMotion = factor;
        return this;
    }

    /**
     * What is measured; the command line has no such option. Workers in Ray measure the standard metrics only. A metric's number may depend
     * on less than {@value dev.muybridge.motion.Sights#FRAMES_AROUND} frames to either side, the filter's reach included.
     */
    public VideoProcessorBuilder measures(Measures metrics) {
        measures = metrics;
        return this;
    }

    /** Whether segments are published beside whole videos; by default they are. */
    public VideoProcessorBuilder segments(boolean published) {
        segments = published;
        return this;
    }

    /** Whether poses are published, so that later runs need not analyse videos again; by default they are. */
    public VideoProcessorBuilder poses(boolean published) {
        poses = published;
        return this;
    }

    /** How pictures are encoded, unless a preset or a rate factor is given. */
    public VideoProcessorBuilder quality(Quality wanted) {
        quality = wanted;
        return this;
    }

    /** One of {@link Quality#PRESETS}. */
    public VideoProcessorBuilder preset(@Nullable String name) {
        preset = name;
        return this;
    }

    /** x264's constant rate factor, 1 (best) to 51 (worst). */
    public VideoProcessorBuilder crf(@Nullable Integer factor) {
        crf = factor;
        return this;
    }

    /** Whether videos that are done and have not changed are processed again. */
    public VideoProcessorBuilder overwrite(boolean wanted) {
        overwrite = wanted;
        return this;
    }

    /** Whether segments of finished videos are looked for too. */
    public VideoProcessorBuilder verify(boolean wanted) {
        verify = wanted;
        return this;
    }

    /** How many videos may fail before the run ends, a number or a share such as {@code 5%}; any by default. */
    public VideoProcessorBuilder maxFailures(@Nullable String most) {
        maxFailures = most;
        return this;
    }

    /** The most pixels that a picture may have, 1 or more. */
    public VideoProcessorBuilder maxPixels(long most) {
        maxPixels = most;
        return this;
    }

    /** The most streams that a video may have, 1 or more. */
    public VideoProcessorBuilder maxStreams(int most) {
        maxStreams = most;
        return this;
    }

    /** The most hours that a video may last, more than 0. */
    public VideoProcessorBuilder maxHours(double most) {
        maxHours = most;
        return this;
    }

    /**
     * Where Flink's web pages are shown on loopback during a run on this machine, 0 for any free port; {@link RunListener#submitted}
     * says which. By default they are not shown.
     */
    public VideoProcessorBuilder uiPort(@Nullable Integer port) {
        uiPort = port;
        return this;
    }

    /** What the run is called, for whoever schedules it; a run that is started again under its name takes over from its first attempt. */
    public VideoProcessorBuilder runName(@Nullable String name) {
        runName = name;
        return this;
    }

    /**
     * Checks all options, and that local inputs exist.
     *
     * @throws IllegalArgumentException when one is no good; the message is what the command line says
     */
    public VideoProcessor build() {
        WorkersAt where = WorkersAt.parse(ray, rayToken);
        RunOptions options = new RunOptions(
                InputRoots.parse(inputs),
                VideoProcessor.outputUri(output),
                workers,
                model,
                segmentSeconds,
                recursive,
                overwrite,
                verify,
                new RunOptions.Published(segments, poses),
                preset == null ? quality.preset() : preset,
                crf == null ? quality.crf() : crf,
                new Wanted(People.parse(people), Subject.parse(subject), parts.clips(), slowMotion, measures),
                limits(),
                runName == null ? RunId.fresh() : RunId.named(runName));
        return new VideoProcessor(options, where, pagesAt());
    }

    private RunLimits limits() {
        Limits video = AskedParts.optionNamed("--max-", () -> new Limits(maxPixels, maxStreams, maxHours));
        return new RunLimits(video, maxFailures == null ? FailureLimit.NONE : FailureLimit.parse(maxFailures));
    }

    private OptionalInt pagesAt() {
        if (uiPort == null) {
            return OptionalInt.empty();
        }
        if (uiPort < 0 || uiPort > MAX_PORT) {
            throw new IllegalArgumentException("--ui-port must be 0 to " + MAX_PORT + ", was " + uiPort);
        }
        return OptionalInt.of(uiPort);
    }
}
