package dev.muybridge.whole;

import dev.muybridge.app.VideoProcessor;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.People;
import dev.muybridge.job.config.RunId;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.media.Clip;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.Subject;
import java.nio.file.Path;
import java.util.List;

/** Options of a test's run: the fast model, one worker, the command line's defaults otherwise. */
public record Asked(
        Path input,
        Path output,
        int workers,
        ModelSize model,
        double segmentSeconds,
        boolean overwrite,
        boolean verify,
        Wanted wanted,
        RunLimits limits,
        int crf) {
    /** The fast one. */
    public static final ModelSize MODEL = ModelSize.LITE;

    /** A run with the defaults. */
    public static Asked of(Path input, Path output) {
        return new Asked(
                input,
                output,
                1,
                MODEL,
                10,
                false,
                false,
                Wanted.DEFAULT,
                RunLimits.DEFAULT,
                VideoProcessor.DEFAULT_QUALITY.crf());
    }

    /** The same into another folder. */
    public Asked into(Path other) {
        return new Asked(input, other, workers, model, segmentSeconds, overwrite, verify, wanted, limits, crf);
    }

    /** The same with that many workers. */
    public Asked workers(int number) {
        return new Asked(input, output, number, model, segmentSeconds, overwrite, verify, wanted, limits, crf);
    }

    /** The same with that model. */
    public Asked model(ModelSize size) {
        return new Asked(input, output, workers, size, segmentSeconds, overwrite, verify, wanted, limits, crf);
    }

    /** The same with segments of that length. */
    public Asked segmentSeconds(double seconds) {
        return new Asked(input, output, workers, model, seconds, overwrite, verify, wanted, limits, crf);
    }

    /** The same, doing again what is done. */
    public Asked again() {
        return new Asked(input, output, workers, model, segmentSeconds, true, verify, wanted, limits, crf);
    }

    /** The same, looking for segments of finished videos too. */
    public Asked verified() {
        return new Asked(input, output, workers, model, segmentSeconds, overwrite, true, wanted, limits, crf);
    }

    /** The same, telling of these. */
    public Asked people(People whom) {
        return wanted(new Wanted(whom, wanted.subject(), wanted.clips(), wanted.slowMotion(), wanted.measures()));
    }

    /** The same with that main subject. */
    public Asked subject(Subject whom) {
        return wanted(new Wanted(wanted.people(), whom, wanted.clips(), wanted.slowMotion(), wanted.measures()));
    }

    /** The same of that part. */
    public Asked clip(Clip part) {
        return clips(new Clips.Same(part));
    }

    /** The same of those parts. */
    public Asked clips(Clips parts) {
        return wanted(new Wanted(wanted.people(), wanted.subject(), parts, wanted.slowMotion(), wanted.measures()));
    }

    /** The same of videos that play so many times slower than life. */
    public Asked slowMotion(double factor) {
        return wanted(new Wanted(wanted.people(), wanted.subject(), wanted.clips(), factor, wanted.measures()));
    }

    /** The same, measuring that. */
    public Asked measures(Measures metrics) {
        return wanted(new Wanted(wanted.people(), wanted.subject(), wanted.clips(), wanted.slowMotion(), metrics));
    }

    /** The same within those limits. */
    public Asked limits(RunLimits bounds) {
        return new Asked(input, output, workers, model, segmentSeconds, overwrite, verify, wanted, bounds, crf);
    }

    /** The same of that quality. */
    public Asked crf(int quality) {
        return new Asked(input, output, workers, model, segmentSeconds, overwrite, verify, wanted, limits, quality);
    }

    private Asked wanted(Wanted other) {
        return new Asked(input, output, workers, model, segmentSeconds, overwrite, verify, other, limits, crf);
    }

    /** As the job wants them. */
    public RunOptions options() {
        return options(input.toString(), output.toString());
    }

    /** The same with another input and OUTPUT, which may lie elsewhere than on this machine's disks. */
    public RunOptions options(String otherInput, String otherOutput) {
        return new RunOptions(
                List.of(new InputRoot("", otherInput)),
                VideoProcessor.outputUri(otherOutput),
                workers,
                model,
                segmentSeconds,
                true,
                overwrite,
                verify,
                RunOptions.Published.ALL,
                "ultrafast",
                crf,
                wanted,
                limits,
                RunId.fresh());
    }
}
