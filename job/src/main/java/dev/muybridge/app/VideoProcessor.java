package dev.muybridge.app;

import dev.muybridge.install.Installation;
import dev.muybridge.install.JvmFlags;
import dev.muybridge.job.config.Quality;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Muybridge from code: annotates videos and writes their metrics. Needs what set-up installs (see {@link Installation}) and a JVM
 * with the {@link JvmFlags}. Used as often as you like; two runs at the same time need two output folders.
 *
 * <pre>{@code
 * RunReport report = VideoProcessor.builder().input("footage").recursive(true).output("results").build().run();
 * Path annotated = VideoProcessor.builder().input("squat.mov").model(ModelSize.HEAVY).ray("off").build().process();
 * }</pre>
 */
public final class VideoProcessor {
    /** How pictures are encoded. */
    public static final Quality DEFAULT_QUALITY = Quality.FAST;

    private final RunOptions options;
    private final WorkersAt workersAt;
    private final OptionalInt uiPort;

    VideoProcessor(RunOptions options, WorkersAt workersAt, OptionalInt uiPort) {
        this.options = options;
        this.workersAt = workersAt;
        this.uiPort = uiPort;
    }

    /** Has an option for each of {@code ./muybridge run}, of the same name and with the same default; an input is needed. */
    public static VideoProcessorBuilder builder() {
        return new VideoProcessorBuilder();
    }

    /** What a run is asked to do. */
    public RunOptions options() {
        return options;
    }

    /** Where its workers are. */
    public WorkersAt workersAt() {
        return workersAt;
    }

    /**
     * Annotates the one video that is the input, on this machine.
     *
     * @return the annotated video, in {@code annotated} of the output folder; also if it was done before
     * @throws IllegalArgumentException when there is not exactly one; then nothing is done
     * @throws RunException when the video fails, giving its reason, or the run fails
     * @throws IOException when the video does not exist or the output folder cannot be used
     */
    public Path process() throws IOException, RunException, InterruptedException {
        List<InputFile> listed = new ArrayList<>();
        RunReport report = run(new RunListener() {
            @Override
            public void planned(WorkList work) {
                listed.addAll(work.files());
                if (listed.size() != 1) {
                    throw new IllegalArgumentException("process() takes one video, and was given " + listed.size());
                }
            }
        });
        for (VideoRow row : report.failed()) {
            throw new RunException(row.video() + ": " + row.reason() + ": " + row.detail());
        }
        return Location.ofUri(options.output())
                .child(OutputLayout.ANNOTATED)
                .child(listed.get(0).outputName())
                .local();
    }

    /** Does what was asked for, on this machine. */
    public RunReport run() throws IOException, RunException, InterruptedException {
        return run(RunListener.NONE);
    }

    /**
     * The same, watched.
     *
     * @throws RunException when the run fails; if only some videos fail, they are in the report
     * @throws IOException when an input does not exist or the output folder cannot be used
     */
    public RunReport run(RunListener listener) throws IOException, RunException, InterruptedException {
        return newRun(listener).execute();
    }

    /**
     * A run on this machine that can be stopped from another thread.
     *
     * @throws RunException when this JVM was started without flags that it needs
     */
    public VideoRun newRun(RunListener listener) throws RunException {
        List<String> missing = JvmFlags.missing();
        if (!missing.isEmpty()) {
            throw new RunException("this JVM was started without " + String.join(" ", missing));
        }
        return new VideoRun(options, workers(), listener, LocalCluster.starter(uiPort));
    }

    /**
     * A run on the cluster that Flink has chosen for this program, whose paths must mean the same on each of its
     * machines. If it is detached ({@code flink run -d}), it is not waited for.
     *
     * @throws RunException when Flink did not start this program
     */
    public VideoRun newSubmittedRun(RunListener listener) throws RunException {
        return new VideoRun(options, workers(), listener, FlinkTarget.current().starter());
    }

    /** Whether this program runs in the JobManager of a cluster that Flink has put up for it alone: in application mode. */
    public static boolean isInJobManager() {
        return FlinkTarget.current().isApplication();
    }

    /**
     * Removes what the runs of this process have left among the temporary files. A process that ends as others do, does so by itself; one
     * that has lost Ray ends without its shutdown hooks. No run may follow.
     */
    public static void close() {
        Storage.close();
    }

    private WorkerHost.Starter workers() {
        return WorkerHost.starter(Installation.current(), options, workersAt);
    }

    /** {@code output} as {@link RunOptions#output()} expects it: the same whether or not a local folder exists. */
    public static String outputUri(String output) {
        return Location.parse(output).uri();
    }
}
