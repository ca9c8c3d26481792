package dev.muybridge.job.operator;

import dev.muybridge.codec.AnnotateCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.PicturesRef;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRun;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.DrawnRows;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Style;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code annotate}: has a worker draw a segment's rows on its pictures, and stages them; takes staged ones where these rows are drawn on
 * them, be they of an earlier run or drafts of {@code analyze}.
 */
public final class AnnotateFunction extends StepFunction<RowsRef, PicturesRef> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AnnotateFunction.class);

    private final OutputLayout layout;
    private final Style style;
    private transient Quarantine quarantine;

    public AnnotateFunction(Toolkit toolkit, OutputLayout layout, RunOptions options) {
        super(toolkit, WorkStep.ANNOTATE, WorkStep.ANNOTATE.verb());
        this.layout = layout;
        this.style = options.style();
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        quarantine = new Quarantine(layout);
    }

    @Override
    CompletableFuture<List<PicturesRef>> process(RowsRef rows) {
        SegmentRef segment = rows.linked().segment();
        return reuseOr(
                () -> reuse(rows).map(pictures -> told(SegmentDone.of(segment, true), pictures)),
                () -> annotate(rows).thenApply(pictures -> told(SegmentDone.of(segment, false), pictures)));
    }

    private List<PicturesRef> told(SegmentDone segment, PicturesRef pictures) {
        progress().done(segment);
        return List.of(pictures);
    }

    private Optional<PicturesRef> reuse(RowsRef rows) throws IOException {
        Path staged = path(rows, Staged.PICTURES);
        Optional<byte[]> bytes = StagingStore.read(staged);
        Optional<byte[]> mp4 = StagingStore.read(path(rows, Staged.MP4));
        if (bytes.isEmpty() || mp4.isEmpty()) {
            return Optional.empty();
        }
        try {
            Pictures pictures = AnnotateCodec.stagedPictures(bytes.get(), mp4.get());
            List<FrameMetrics> wanted = stagedRows(rows);
            // Those that earlier versions have published do not say it, and were never drafts.
            return pictures.drawn().isEmpty() || pictures.drawn().equals(DrawnRows.hash(wanted))
                    ? Optional.of(reference(rows, wanted, pictures))
                    : Optional.empty();
        } catch (CodecException e) {
            LOG.warn("{} is not used: {}", staged, e.getMessage());
            return Optional.empty();
        }
    }

    private CompletableFuture<PicturesRef> annotate(RowsRef rows) {
        VideoRef video = rows.linked().segment().video().ref();
        return services().onIo(() -> order(rows)).thenCompose(order -> {
            List<FrameMetrics> drawn = order.rows(); // and not the packets until the answer comes
            return services()
                    .workers()
                    .annotate(order, quarantine.guard(video))
                    .thenCompose(pictures -> services().onIo(() -> {
                        stage(layout, rows.linked().segment(), pictures);
                        return reference(rows, drawn, pictures);
                    }));
        });
    }

    /** Stages a segment's pictures. */
    static void stage(OutputLayout layout, SegmentRef segment, Pictures pictures) throws IOException {
        StagingStore.write(layout.staged(Staged.MP4, segment), pictures.mp4());
        StagingStore.write(layout.staged(Staged.PICTURES, segment), AnnotateCodec.staged(pictures));
    }

    private AnnotateOrder order(RowsRef rows) throws Exception {
        SegmentRef segment = rows.linked().segment();
        VideoRef video = segment.video().ref();
        PacketRun packets = quarantine.during(
                video,
                () -> services()
                        .videoFiles()
                        .read(FlinkFile.of(video), segment.plan().picture()));
        return new AnnotateOrder(
                packets,
                stagedRows(rows),
                AnnotateOrder.Canvas.of(segment.plan(), segment.video().info()),
                style);
    }

    private List<FrameMetrics> stagedRows(RowsRef rows) throws IOException {
        Path path = path(rows, Staged.ROWS);
        return RowsCodec.stagedRows(StagingStore.require(path));
    }

    private Path path(RowsRef rows, Staged kind) {
        return layout.staged(kind, rows.linked().segment());
    }

    private static PicturesRef reference(RowsRef rows, List<FrameMetrics> metrics, Pictures pictures) {
        Set<Long> undecoded = Arrays.stream(pictures.unreadablePts()).boxed().collect(Collectors.toSet());
        int withPose = 0;
        int unreadable = 0;
        for (FrameMetrics frame : metrics) {
            boolean readable = frame.readable() && !undecoded.contains(frame.pts());
            unreadable += readable ? 0 : 1;
            withPose += readable && !frame.seen().isEmpty() ? 1 : 0;
        }
        FrameCount encoded = new FrameCount(pictures.framePts().length, FrameLedger.digest(pictures.framePts()));
        return new PicturesRef(rows, withPose, unreadable, encoded, rows.workMillis() + pictures.workMillis());
    }
}
