package dev.muybridge.bench;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.Snapshot;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.cli.RunLog;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.People;
import dev.muybridge.job.progress.Steps;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole job in this process, which tells how many frames were analysed twice. */
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

    @Option(names = "--segment-seconds", required = true)
    private double segmentSeconds;

    @Override
    public Integer call() throws Exception {
        RunLog log = RunLog.open(output.toString());
        Repaired repaired = new Repaired();
        RunReport report = VideoProcessor.builder()
                .input(input.toString())
                .output(output.toString())
                .workers(workers)
                .ray(ray)
                .model(model)
                .segmentSeconds(segmentSeconds)
                .people(people)
                .overwrite(true)
                .build()
                .run(repaired);
        log.terminal().println(new Measurement(report.frames(), repaired.frames).line());
        return report.failed().isEmpty() ? 0 : 1;
    }

    private static final class Repaired implements RunListener {
        private volatile long frames;

        @Override
        public void progress(Snapshot snapshot) {
            frames = snapshot.frames(Steps.REPAIR);
        }
    }
}
