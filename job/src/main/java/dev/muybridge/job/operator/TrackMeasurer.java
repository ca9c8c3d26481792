package dev.muybridge.job.operator;

import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
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
 * spans, once for each track and once for the rows, so that one track is in memory at a time. Of those that are measured, the metrics stay
 * in memory and the filtered places on disk.
 */
final class TrackMeasurer {
    private final OutputLayout layout;
    private final Wanted wanted;

    TrackMeasurer(OutputLayout layout, Wanted wanted) {
        this.layout = layout;
        this.wanted = wanted;
    }

    /**
     * The result of measuring one video.
     *
     * @param divided whether somebody's track was measured in parts
     * @param workMillis what workers spent on it
     */
    record Measured(boolean divided, long workMillis) {}

    /** Measures everybody, one track after another. */
    CompletableFuture<Measured> measure(LinkedVideo video, TaskServices services) {
        List<MeasuredPart> measured = new ArrayList<>();
        long[] workMillis = {0};
        return services.onIo(() -> sights(video)).thenCompose(sights -> {
            CompletableFuture<?> parts = CompletableFuture.completedFuture(null);
            for (Sights.Part part : sights.parts()) {
                parts = parts.thenCompose(before -> services.onIo(() -> filtered(video, part, services.tracks()))
                        .thenCompose(filtered -> services.workers()
                                .measure(filtered.order())
                                .whenComplete((done, error) -> services.tracks().release(part.frames()))
                                .thenAccept(done -> {
                                    measured.add(
                                            new MeasuredPart(part, done.columns(), done.values(), filtered.places()));
                                    workMillis[0] += done.workMillis();
                                })));
            }
            return parts.thenCompose(all -> services.onIo(() -> {
                stage(video, new RowMaker(measured, everyKnown() ? sights : null));
                return new Measured(sights.divided(), workMillis[0]);
            }));
        });
    }

    /** Whether known people get rows in frames that do not show them. */
    private boolean everyKnown() {
        return wanted.people().most() > 1;
    }

    private Sights sights(LinkedVideo video) throws IOException {
        Sights sights = new Sights();
        new LinkedPosesReader(layout, video).forEach((segment, poses) -> {
            long frame = segment.segment().plan().firstFrame();
            for (PoseFrame one : poses) {
                for (Person person : one.people()) {
                    sights.add(frame, person.id());
                }
                frame++;
            }
        });
        return sights;
    }

    /**
     * A track to be measured.
     *
     * @param places its filtered places, on disk
     */
    private record Filtered(MeasureOrder order, FloatColumns places) {}

    /** Takes room for the track, which is given back when it was measured; here only if there is nothing to measure. */
    private Filtered filtered(LinkedVideo video, Sights.Part part, Semaphore room)
            throws IOException, InterruptedException {
        room.acquire(part.frames());
        try {
            VideoInfo info = video.video().info();
            PoseTrack.Builder track = new PoseTrack.Builder(part.firstFrame(), part.frames());
            long end = part.firstFrame() + part.frames();
            new LinkedPosesReader(layout, video).forEach(part.firstFrame(), end, (segment, poses) -> {
                long frame = segment.segment().plan().firstFrame();
                for (PoseFrame one : poses) {
                    if (part.contains(frame)) {
                        track.add(one, part.person());
                    }
                    frame++;
                }
            });
            Scene scene = new Scene(new PictureSize(info.width(), info.height()), info.timeBase(), wanted.slowMotion());
            PoseTrack filtered = wanted.measures().filter().filter(track.build(), scene);
            return new Filtered(new MeasureOrder(filtered, scene), OnDisk.columns(filtered.places()));
        } catch (IOException | RuntimeException | Error e) {
            room.release(part.frames());
            throw e;
        }
    }

    private void stage(LinkedVideo video, RowMaker rows) throws IOException {
        new LinkedPosesReader(layout, video).forEach((segment, poses) -> {
            List<FrameMetrics> own = new ArrayList<>(poses.size());
            for (PoseFrame each : poses) {
                own.add(rows.row(segment.segment().plan().firstFrame() + own.size(), each));
            }
            StagingStore.write(layout.staged(Staged.ROWS, segment.segment()), RowsCodec.staged(own));
        });
    }
}
