package dev.muybridge.job.source;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.stage.Toolkit;
import org.apache.flink.connector.file.src.FileSource;

/** The source of the job: one split a video, one step a segment. Bounded. */
public final class VideoSource {
    private VideoSource() {}

    /** A source of the inputs of {@code options}. */
    public static FileSource<Step<SegmentRef>> of(RunOptions options, Toolkit toolkit) {
        OutputLayout layout = new OutputLayout(options.output(), options.optionsHash());
        return FileSource.forBulkFileFormat(
                        new PlanningFormat(toolkit, layout, options.wanted().clip(), options.segmentSeconds()),
                        OutputLayout.folder(options.output()))
                .setFileEnumerator(() -> new VideoEnumerator(options))
                .setSplitAssigner(FifoSplitAssigner::new)
                .build();
    }
}
