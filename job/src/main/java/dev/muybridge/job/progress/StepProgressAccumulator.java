package dev.muybridge.job.progress;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the subtasks of one step have done. Any thread may add, even while Flink copies the value. However many videos
 * are done, it keeps those under way and the latest {@value #KEPT_ENDED} that the step is done with.
 */
public final class StepProgressAccumulator implements Accumulator<SegmentDone, StepProgress> {
    /** How many videos are kept after the step is done with them. */
    public static final int KEPT_ENDED = 64;

    /**
     * How many videos are kept at most. There are never more under way; but after a restart, or with a video's segments on
     * several subtasks, a subtask may never see the rest of a video.
     */
    static final int KEPT = 1024;

    private static final long serialVersionUID = 1L;

    private final String step;
    private transient @Nullable Supplier<StepProgress.AtWork> source;
    private final LinkedHashMap<String, VideoFrames> videos = new LinkedHashMap<>();
    private StepProgress.Done done = StepProgress.Done.NOTHING;
    private StepProgress.AtWork workers = StepProgress.AtWork.IDLE;

    /**
     * @param step its operator's name
     * @param source what the workers are doing for the step; called by any thread until {@link #close}
     */
    public StepProgressAccumulator(String step, Supplier<StepProgress.AtWork> source) {
        this.step = step;
        this.source = source;
    }

    private StepProgressAccumulator(StepProgress value) {
        this.step = value.step();
        this.source = null;
        set(value);
    }

    @Override
    public synchronized void add(SegmentDone segment) {
        workers = new StepProgress.AtWork(workers.begun() || !segment.reused(), workers.busyMillis(), workers.calls());
        done = done.plus(segment);
        VideoFrames now = VideoFrames.of(segment.frames(), segment.total());
        VideoFrames before = videos.remove(segment.video());
        videos.put(segment.video(), before == null ? now : before.plus(now));
        trim();
    }

    /** {@code video} goes no further in this step. */
    public synchronized void end(String video) {
        VideoFrames before = videos.remove(video);
        videos.put(video, before == null ? VideoFrames.of(0, 0) : before.ended());
        trim();
    }

    /** The workers are looked at for the last time: the step calls none any more. */
    public synchronized void close() {
        look();
        source = null;
    }

    private void look() {
        if (source != null) {
            StepProgress.AtWork now = source.get();
            workers = new StepProgress.AtWork(workers.begun() || now.begun(), now.busyMillis(), now.calls());
        }
    }

    @Override
    public synchronized StepProgress getLocalValue() {
        return new StepProgress(step, done, workers, videos);
    }

    @Override
    public synchronized void resetLocal() {
        set(new StepProgress(step, StepProgress.Done.NOTHING, StepProgress.AtWork.IDLE, Map.of()));
    }

    @Override
    public void merge(Accumulator<SegmentDone, StepProgress> other) {
        StepProgress more = other.getLocalValue();
        synchronized (this) {
            done = done.plus(more.done());
            workers = workers.plus(more.workers());
            more.videos().forEach((video, done) -> videos.merge(video, done, VideoFrames::plus));
        }
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // a copy of the value, without what it calls
    public StepProgressAccumulator clone() {
        return new StepProgressAccumulator(getLocalValue());
    }

    /** The oldest are dropped first. */
    private void trim() {
        long ended = videos.values().stream().filter(VideoFrames::isEnded).count();
        var eldest = videos.entrySet().iterator();
        while (eldest.hasNext() && (ended > KEPT_ENDED || videos.size() > KEPT)) {
            boolean isEnded = eldest.next().getValue().isEnded();
            if (isEnded || videos.size() > KEPT) {
                eldest.remove();
                ended -= isEnded ? 1 : 0;
            }
        }
    }

    private synchronized void set(StepProgress value) {
        done = value.done();
        workers = value.workers();
        videos.clear();
        videos.putAll(value.videos());
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        look();
        out.defaultWriteObject();
    }
}
