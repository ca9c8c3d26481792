package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalysisCodec;
import dev.muybridge.codec.AnnotationCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.StagedSegment;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.MetricsTracker;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a segment measured and drawn by a worker, and stages its rows and pictures; takes staged ones where they are valid. */
public final class MetricsFunction extends StepFunction<LinkedSegment, StagedSegment> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MetricsFunction.class);

    private final OutputLayout layout;
    private final AnnotationCodec.Style style;
    private transient Quarantine quarantine;

    public MetricsFunction(Toolkit toolkit, OutputLayout layout, RunOptions options) {
        super(toolkit);
        this.layout = layout;
        this.style = new AnnotationCodec.Style(
                options.preset(),
                options.crf(),
                options.wanted().people().most() > 1,
                options.wanted().slowMotion());
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        quarantine = new Quarantine(layout);
    }

    @Override
    CompletableFuture<StagedSegment> process(LinkedSegment linked) {
        SegmentRef segment = linked.poses().segment();
        return onIo(() -> reuse(linked))
                .thenCompose(
                        found -> found.map(CompletableFuture::completedFuture).orElseGet(() -> annotate(linked)))
                .thenApply(staged -> {
                    progress()
                            .done(
                                    segment.video().ref().video(),
                                    segment.video().frames(),
                                    segment.plan().frames());
                    return staged;
                });
    }

    @Override
    CallCounts calls(Workers workers) {
        return workers.annotations();
    }

    private Optional<StagedSegment> reuse(LinkedSegment linked) throws IOException {
        Path rowsPath = path(linked, "rows");
        Optional<byte[]> bytes = StagingStore.read(rowsPath);
        Optional<byte[]> mp4 = StagingStore.read(path(linked, "mp4"));
        if (bytes.isEmpty() || mp4.isEmpty()) {
            return Optional.empty();
        }
        try {
            AnnotationCodec.Rows rows = AnnotationCodec.rows(bytes.get());
            CRC32C crc = new CRC32C();
            crc.update(mp4.get());
            boolean valid = rows.mp4Bytes() == mp4.get().length && rows.mp4Crc32c() == crc.getValue();
            return valid ? Optional.of(reference(linked, rows, 0)) : Optional.empty();
        } catch (CodecException e) {
            LOG.warn("{} is not used: {}", rowsPath, e.getMessage());
            return Optional.empty();
        }
    }

    private CompletableFuture<StagedSegment> annotate(LinkedSegment linked) {
        return onIo(() -> request(linked))
                .thenCompose(request -> services()
                        .workers()
                        .annotate(
                                request,
                                quarantine.guard(
                                        linked.poses().segment().video().ref())))
                .thenCompose(response -> onIo(() -> {
                    AnnotationCodec.Annotated annotated = AnnotationCodec.annotated(response);
                    StagingStore.write(path(linked, "mp4"), annotated.mp4());
                    StagingStore.write(path(linked, "rows"), annotated.rows());
                    return reference(linked, AnnotationCodec.rows(annotated.rows()), annotated.workMillis());
                }));
    }

    private byte[] request(LinkedSegment linked) throws Exception {
        SegmentRef segment = linked.poses().segment();
        VideoRef video = segment.video().ref();
        int index = segment.plan().index();
        List<PoseFrame> before = index == 0 ? List.of() : poses(video, index - 1);
        List<PoseFrame> people = Segments.people(linked, poses(video, index), before);
        PoseFrame last = Segments.lastBefore(linked, before);
        VideoInfo info = segment.video().info();
        PictureSize size = new PictureSize(info.width(), info.height());
        PacketRun packets = quarantine.during(
                video,
                () -> services()
                        .videoFiles()
                        .read(FlinkFile.of(video), segment.plan().picture()));
        return AnnotationCodec.request(new AnnotationCodec.Order(
                info,
                segment.plan(),
                packets,
                people,
                last == null ? List.of() : MetricsTracker.seen(last, size),
                style));
    }

    private List<PoseFrame> poses(VideoRef video, int index) throws IOException, CodecException {
        Path path = layout.staged(video, index, "poses");
        byte[] staged =
                StagingStore.read(path).orElseThrow(() -> new FileNotFoundException("staged poses are gone: " + path));
        return AnalysisCodec.stagedPoses(staged);
    }

    private Path path(LinkedSegment linked, String kind) {
        SegmentRef segment = linked.poses().segment();
        return layout.staged(segment.video().ref(), segment.plan().index(), kind);
    }

    private static StagedSegment reference(LinkedSegment linked, AnnotationCodec.Rows rows, long workMillis) {
        long[] pts = rows.encodedPts();
        FrameCount encoded = new FrameCount(pts.length, FrameLedger.digest(pts));
        int withPose = (int) rows.frames().stream()
                .filter(frame -> !frame.people().isEmpty())
                .count();
        int unreadable =
                (int) rows.frames().stream().filter(frame -> !frame.readable()).count();
        return new StagedSegment(
                linked.poses(), withPose, unreadable, encoded, linked.poses().workMillis() + workMillis);
    }
}
