package dev.muybridge.job.source;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.Location;
import dev.muybridge.stage.Toolkit;
import org.apache.flink.connector.file.src.FileSource;

/** The source of the job: one split per video, one step per segment. Bounded. */
public final class VideoSource {
    private VideoSource() {}

    /** A source of {@code videos}, planned as {@code options} say. */
    public static FileSource<Step<SegmentRef>> of(RunOptions options, VideoList videos, Toolkit toolkit) {
        return FileSource.forBulkFileFormat(
                        new PlanningFormat(toolkit, options),
                        Location.ofUri(options.output()).path())
                .setFileEnumerator(() -> new VideoEnumerator(videos))
                .setSplitAssigner(FifoSplitAssigner::new)
                .build();
    }
}
