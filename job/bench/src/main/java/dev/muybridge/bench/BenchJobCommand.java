package dev.muybridge.bench;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.Snapshot;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.cli.RunLog;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.People;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.media.Clip;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole job, measured from when the first segment is at a worker to the last commit. */
@Command(name = "bench-job", hidden = true, description = "The bench's run of the whole job.")
public final class BenchJobCommand implements Callable<Integer> {
    @Option(names = "--input", required = true)
    private Path input;

    @Option(names = "--output", required = true)
    private Path output;

    @Option(names = "--model", required = true)
    private ModelSize model;

    @Option(names = "--workers", required = true)
    private int workers;

    @Option(names = "--ray", required = true)
    private String ray;

    @Option(names = "--people")
    private String people = People.MAIN.toString();

    @Option(names = "--segment-seconds")
    private double segmentSeconds = VideoProcessor.DEFAULT_SEGMENT_SECONDS;

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        RunLog log = RunLog.open(output.toString());
        RunOptions options = new RunOptions(
                List.of(new InputRoot("", input.toString())),
                VideoProcessor.outputUri(output.toString()),
                workers,
                model,
                segmentSeconds,
                false,
                true,
                RunOptions.Published.ALL,
                VideoProcessor.DEFAULT_QUALITY.preset(),
                VideoProcessor.DEFAULT_QUALITY.crf(),
                new Wanted(People.parse(people), Clip.WHOLE, 1),
                RunLimits.DEFAULT);
        JobTime time = new JobTime();
        RunReport report = new VideoProcessor(model, workers, WorkersAt.parse(ray, null)).run(options, time);
        double all = (System.nanoTime() - begun) / 1e9;
        log.terminal()
                .println(new Measurement(
                                report.frames(),
                                time.seconds,
                                all - time.seconds,
                                Measurement.peakKibOfThisProcess(),
                                time.repaired)
                        .line());
        return report.failed().isEmpty() ? 0 : 1;
    }

    private static final class JobTime implements RunListener {
        private double seconds;
        private volatile long repaired;

        @Override
        public void progress(Snapshot snapshot) {
            repaired = snapshot.frames(Steps.REPAIR);
        }

        @Override
        public void took(String step, double stepSeconds) {
            if (step.equals(RunListener.JOB)) {
                seconds += stepSeconds;
            } else if (step.equals(RunListener.WORKERS)) {
                seconds -= stepSeconds;
            }
        }
    }
}
