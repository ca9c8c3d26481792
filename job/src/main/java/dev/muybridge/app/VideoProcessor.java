package dev.muybridge.app;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.Quality;
import dev.muybridge.job.config.RunId;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Muybridge from code: annotates videos and writes their metrics, on this machine. Needs what set-up installs (see
 * {@link Installation}). Thread-safe; two calls at the same time need two output folders.
 *
 * <pre>{@code
 * RunReport report = new VideoProcessor().processAll(Path.of("public"), Path.of("output"));
 * Path annotated = new VideoProcessor(ModelSize.HEAVY, 2, new WorkersAt.ThisProcess())
 *         .process(Path.of("squat.mov"), Path.of("output"));
 * }</pre>
 */
public final class VideoProcessor {
    /** How pictures are encoded. */
    public static final Quality DEFAULT_QUALITY = Quality.FAST;

    private final Installation installation;
    private final ModelSize model;
    private final int workers;
    private final WorkersAt where;

    /** A processor with the model {@code full} and a worker for each core, in a Ray cluster of its own. */
    public VideoProcessor() {
        this(ModelSize.FULL, Runtime.getRuntime().availableProcessors(), new WorkersAt.EmbeddedRay());
    }

    /**
     * @param workers how many segments are worked on at the same time, 1 or more
     * @param where the workers are; Ray's jar has to be on the class path unless they are in this process
     */
    public VideoProcessor(ModelSize model, int workers, WorkersAt where) {
        this.where = where;
        this.installation = Installation.current();
        this.model = model;
        this.workers = workers;
    }

    /**
     * Annotates one video.
     *
     * @return the annotated video, in {@code output/annotated}
     * @throws RunException when the video fails, giving its reason, or the run fails
     * @throws IOException when the video does not exist or {@code output} cannot be used
     */
    public Path process(Path video, Path output) throws IOException, RunException, InterruptedException {
        RunOptions options = options(video, output, false);
        List<InputFile> listed = new ArrayList<>();
        RunReport report = run(options, new RunListener() {
            @Override
            public void planned(WorkList work) {
                listed.addAll(work.files());
            }
        });
        for (VideoRow row : report.failed()) {
            throw new RunException(row.video() + ": " + row.reason() + ": " + row.detail());
        }
        return output.resolve("annotated").resolve(listed.get(0).outputName());
    }

    /**
     * Annotates all videos in a folder and in those below it.
     *
     * @throws RunException when the run fails; if only some videos fail, they are in the report
     * @throws IOException when {@code input} does not exist or {@code output} cannot be used
     */
    public RunReport processAll(Path input, Path output) throws IOException, RunException, InterruptedException {
        return run(options(input, output, true), RunListener.NONE);
    }

    /** Does what {@code options} ask for. */
    public RunReport run(RunOptions options, RunListener listener)
            throws IOException, RunException, InterruptedException {
        return newRun(options, listener).execute();
    }

    /** A run that can be stopped from another thread. */
    public VideoRun newRun(RunOptions options, RunListener listener) {
        return newRun(options, listener, OptionalInt.empty());
    }

    /**
     * A run that can be stopped from another thread, and watched.
     *
     * @param uiPort where Flink's web interface is shown on loopback, 0 for any free port; {@link RunListener#submitted} says which
     */
    public VideoRun newRun(RunOptions options, RunListener listener, OptionalInt uiPort) {
        return new VideoRun(options, workers(options), listener, () -> LocalCluster.start(uiPort));
    }

    /**
     * A run on the cluster that Flink has chosen for this program, whose paths must mean the same on each of its
     * machines. If it is detached ({@code flink run -d}), it is not waited for.
     *
     * @throws RunException when Flink did not start this program
     */
    public VideoRun newSubmittedRun(RunOptions options, RunListener listener) throws RunException {
        return new VideoRun(
                options, workers(options), listener, FlinkTarget.current().starter());
    }

    /** Whether this program runs in the JobManager of a cluster that Flink has put up for it alone: in application mode. */
    public static boolean isInJobManager() {
        return FlinkTarget.current().isApplication();
    }

    private WorkerHost.Starter workers(RunOptions options) {
        return WorkerHost.starter(installation, options, where);
    }

    private RunOptions options(Path input, Path output, boolean recursive) {
        return new RunOptions(
                List.of(new InputRoot("", input.toString())),
                outputUri(output.toString()),
                workers,
                model,
                null,
                recursive,
                false,
                false,
                RunOptions.Published.ALL,
                DEFAULT_QUALITY.preset(),
                DEFAULT_QUALITY.crf(),
                Wanted.DEFAULT,
                RunLimits.DEFAULT,
                RunId.fresh());
    }

    /** {@code output} as {@link RunOptions#output()} expects it: the same whether or not a local folder exists. */
    public static String outputUri(String output) {
        return Location.parse(output).uri();
    }
}
