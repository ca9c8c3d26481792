package dev.muybridge.job.operator;

import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.FloatColumns;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.MeasuredPart;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.RowMaker;
import dev.muybridge.motion.Scene;
import dev.muybridge.motion.Sights;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.MeasureOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Filters the tracks of one video, has them measured, and stages the rows of its segments. The staged poses are read once for the people's
 * spans, once for each part of a track and once for the rows, so that one {@link Sights.Part part} of one track is in memory at a time. Of those
 * that are measured, the metrics stay in memory and the filtered places on disk until their rows are staged.
 */
final class TrackMeasurer {
    private final OutputLayout layout;
    private final Wanted wanted;
    private final LinkedVideo video;
    private final LinkedPosesReader reader;
    private final Sights sights;

    /** Those that have frames of segments whose rows are not staged. */
    private final List<MeasuredPart> measured = new ArrayList<>();

    private int segmentsStaged;
    private long workMillis;

    TrackMeasurer(OutputLayout layout, Wanted wanted, LinkedVideo video) {
        this(layout, wanted, video, new Sights());
    }

    /** @param sights empty; says how long the parts are */
    TrackMeasurer(OutputLayout layout, Wanted wanted, LinkedVideo video, Sights sights) {
        this.layout = layout;
        this.wanted = wanted;
        this.video = video;
        this.reader = new LinkedPosesReader(layout, video);
        this.sights = sights;
    }

    /** Measures everybody, one part of a track after another; returns what workers spent on it, in milliseconds. Called once. */
    CompletableFuture<Long> measure(TaskServices services) {
        return services.onIo(this::look).thenCompose(frames -> {
            CompletableFuture<?> before = CompletableFuture.completedFuture(null);
            for (long first = 0; first < frames; first += sights.partFrames()) {
                for (Sights.Part part : sights.parts(first)) {
                    before = before.thenCompose(done -> measure(part, services));
                }
                long end = first + sights.partFrames();
                before = before.thenCompose(done -> services.onIo(() -> {
                    stage(end);
                    return end;
                }));
            }
            return before.thenApply(done -> workMillis);
        });
    }

    /** How many parts are kept for rows that are not staged. */
    int kept() {
        return measured.size();
    }

    private CompletableFuture<?> measure(Sights.Part part, TaskServices services) {
        return services.onIo(() -> filtered(part, services.tracks()))
                // What a worker throws at once has to give back the room as well.
                .thenCompose(filtered -> CompletableFuture.completedFuture(filtered.order())
                        .thenCompose(services.workers()::measure)
                        .whenComplete((done, error) ->
                                services.tracks().release(part.around().frames()))
                        .thenAccept(done -> {
                            measured.add(new MeasuredPart(part, done.columns(), done.values(), filtered.places()));
                            workMillis += done.workMillis();
                        }));
    }

    /** Finds out who is in sight when; returns how many frames there are. */
    private long look() throws IOException {
        reader.forEach((segment, poses) -> {
            long frame = segment.segment().plan().firstFrame();
            for (PoseFrame one : poses) {
                for (Person person : one.people()) {
                    sights.add(frame, person.id());
                }
                frame++;
            }
        });
        return video.video().frames();
    }

    /**
     * A track to be measured.
     *
     * @param places its filtered places, on disk
     */
    private record Filtered(MeasureOrder order, FloatColumns places) {}

    /** Takes room for the track, which is given back when it was measured; here only if there is nothing to measure. */
    private Filtered filtered(Sights.Part part, Semaphore room) throws IOException, InterruptedException {
        room.acquire(part.around().frames());
        try {
            VideoInfo info = video.video().info();
            Scene scene = new Scene(new PictureSize(info.width(), info.height()), info.timeBase(), wanted.slowMotion());
            PoseTrack filtered = wanted.measures().filter().filter(track(part), scene);
            return new Filtered(new MeasureOrder(filtered, scene), OnDisk.columns(filtered.places()));
        } catch (IOException | RuntimeException | Error e) {
            room.release(part.around().frames());
            throw e;
        }
    }

    private PoseTrack track(Sights.Part part) throws IOException {
        Sights.Span frames = part.around();
        PoseTrack.Builder track = new PoseTrack.Builder(frames.first(), frames.frames());
        reader.forEach(frames.first(), frames.last() + 1, (segment, poses) -> {
            long frame = segment.segment().plan().firstFrame();
            for (PoseFrame one : poses) {
                if (frames.contains(frame)) {
                    track.add(one, part.person());
                }
                frame++;
            }
        });
        return track.build();
    }

    /** Stages the rows of the next segments, whose frames are all before {@code end}, and drops what no later one needs. */
    private void stage(long end) throws IOException {
        RowMaker rows = new RowMaker(measured, everyKnown() ? sights : null);
        LinkedSegment[] segments = video.segments();
        while (segmentsStaged < segments.length && end(segments[segmentsStaged]) <= end) {
            stage(segments[segmentsStaged], rows);
            segmentsStaged++;
        }
        if (segmentsStaged < segments.length) {
            long next = segments[segmentsStaged].segment().plan().firstFrame();
            measured.removeIf(each -> each.part().frames().last() < next);
        }
    }

    private static long end(LinkedSegment segment) {
        SegmentPlan plan = segment.segment().plan();
        return plan.firstFrame() + plan.frames();
    }

    /** Whether known people get rows in frames that do not show them. */
    private boolean everyKnown() {
        return wanted.people().most() > 1;
    }

    private void stage(LinkedSegment segment, RowMaker rows) throws IOException {
        List<FrameMetrics> own = new ArrayList<>();
        for (PoseFrame each : reader.poses(segment)) {
            own.add(rows.row(segment.segment().plan().firstFrame() + own.size(), each));
        }
        StagingStore.write(layout.staged(Staged.ROWS, segment.segment()), RowsCodec.staged(own));
    }
}
