package dev.muybridge.job.operator;

import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code measure}: has workers measure each person's track through the whole video, and stages the rows of each segment; takes staged
 * rows where they are valid.
 */
public final class MeasureFunction extends StepFunction<LinkedVideo, RowsRef> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MeasureFunction.class);

    private final OutputLayout layout;
    private final Wanted wanted;

    public MeasureFunction(Toolkit toolkit, OutputLayout layout, RunOptions options) {
        super(toolkit, WorkStep.MEASURE, WorkStep.MEASURE.verb());
        this.layout = layout;
        this.wanted = options.wanted();
    }

    @Override
    CompletableFuture<List<RowsRef>> process(LinkedVideo video) {
        return reuseOr(
                () -> reuse(video).map(rows -> told(video, rows, true)),
                () -> measure(video).thenApply(rows -> told(video, rows, false)));
    }

    /** A whole video counts as one segment. */
    private List<RowsRef> told(LinkedVideo video, List<RowsRef> rows, boolean reused) {
        long frames = video.video().frames();
        progress().done(new SegmentDone(video.video().ref().video(), frames, frames, 0, reused, false));
        return rows;
    }

    private Optional<List<RowsRef>> reuse(LinkedVideo video) throws IOException {
        for (LinkedSegment segment : video.segments()) {
            Path path = layout.staged(Staged.ROWS, segment.segment());
            Optional<byte[]> bytes = StagingStore.read(path);
            try {
                if (bytes.isEmpty() || !isValid(RowsCodec.stagedRows(bytes.get()), segment)) {
                    return Optional.empty();
                }
            } catch (CodecException e) {
                LOG.warn("{} is not used: {}", path, e.getMessage());
                return Optional.empty();
            }
        }
        return Optional.of(references(video, 0));
    }

    private static boolean isValid(List<FrameMetrics> rows, LinkedSegment segment) {
        FrameLedger ledger = new FrameLedger();
        for (FrameMetrics row : rows) {
            ledger.add(row.pts());
        }
        return ledger.digest() == segment.analysed().digest();
    }

    private CompletableFuture<List<RowsRef>> measure(LinkedVideo video) {
        return new TrackMeasurer(layout, wanted, video)
                .measure(services())
                .thenApply(workMillis -> references(video, workMillis));
    }

    /** The time that measuring took is reported with the first segment. */
    private static List<RowsRef> references(LinkedVideo video, long workMillis) {
        List<RowsRef> rows = new ArrayList<>();
        for (LinkedSegment segment : video.segments()) {
            long millis = segment.workMillis() + (rows.isEmpty() ? workMillis : 0);
            rows.add(new RowsRef(segment, video.people(), millis));
        }
        return rows;
    }
}
