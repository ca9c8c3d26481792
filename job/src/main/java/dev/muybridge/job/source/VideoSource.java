package dev.muybridge.job.source;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.Location;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.file.src.AbstractFileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The source of the job: one split per video, and of a video with several segments one more for each, so that the segments of one video
 * are worked on wherever there are workers. Bounded.
 */
public final class VideoSource extends AbstractFileSource<Step<SegmentRef>, FileSourceSplit> {
    private static final long serialVersionUID = 1L;

    private final PlanningFormat format;
    private final Room room;

    private VideoSource(Path output, VideoList videos, PlanningFormat format, Room room) {
        super(new Path[] {output}, () -> new VideoEnumerator(videos), FifoSplitAssigner::new, format, null);
        this.format = format;
        this.room = room;
    }

    /**
     * A source of {@code videos}, planned as {@code options} say.
     *
     * @param room in the step that follows it
     */
    public static VideoSource of(RunOptions options, VideoList videos, Toolkit toolkit, Room room) {
        Path unused = Location.ofUri(options.output()).path();
        return new VideoSource(unused, videos, new PlanningFormat(toolkit, options), room);
    }

    @Override
    public SourceReader<Step<SegmentRef>, FileSourceSplit> createReader(SourceReaderContext context) {
        return new PlanningReader(context, room, format);
    }

    @Override
    public SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> createEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context) {
        try {
            Collection<FileSourceSplit> videos = getEnumeratorFactory().create().enumerateSplits(new Path[0], 1);
            return new SegmentEnumerator(context, new FifoSplitAssigner(videos));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could fail
        }
    }

    @Override
    public SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> restoreEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context, PendingSplitsCheckpoint<FileSourceSplit> checkpoint) {
        return new SegmentEnumerator(context, new FifoSplitAssigner(checkpoint.getSplits()));
    }

    @Override
    public SimpleVersionedSerializer<FileSourceSplit> getSplitSerializer() {
        return new SplitCodec();
    }
}
