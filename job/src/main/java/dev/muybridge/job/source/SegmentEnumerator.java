package dev.muybridge.job.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * Hands out one split at a time to whichever reader asks: segments of planned videos first, in their order, then the next video, to be
 * planned. A reader asks when it has nothing left, so there is no more to come when all of them are asking and nothing is left here.
 *
 * <p>Nothing is lost or done twice by a restart. A reader keeps a video until {@link Taken} reaches it: Flink lets that pass
 * before a checkpoint's barrier or holds it until after, as it takes this enumerator's part before or after. Where readers go back to a
 * checkpoint and the enumerator does not, videos that were planned after it are planned again. So their segments are forgotten, those
 * that are here and those that come back.
 */
final class SegmentEnumerator implements SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> {
    private final SplitEnumeratorContext<FileSourceSplit> context;
    private final FifoSplitAssigner splits;
    private final Set<Integer> asking = new LinkedHashSet<>();
    private final SegmentCodec codec = new SegmentCodec();

    /** By the planned split's id, those that no complete checkpoint has. */
    private final Map<String, Plan> recent = new HashMap<>();

    /** Ids of the splits that will be planned again. */
    private final Set<String> again = new HashSet<>();

    /**
     * A plan whose segments are here, or were handed out.
     *
     * @param reader which planned it
     * @param checkpoint the first that has it
     */
    private record Plan(int reader, long checkpoint) {
        static final long NONE = Long.MAX_VALUE;
    }

    SegmentEnumerator(SplitEnumeratorContext<FileSourceSplit> context, FifoSplitAssigner splits) {
        this.context = context;
        this.splits = splits;
    }

    @Override
    public void start() {
        // Readers ask.
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        asking.add(reader);
        handOut();
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        if (!(event instanceof Planned planned)) {
            throw new IllegalArgumentException("a reader sent " + event);
        }
        FileSourceSplit video = planned.video();
        recent.put(video.splitId(), new Plan(reader, Plan.NONE));
        again.remove(video.splitId());
        try {
            splits.addSplits(codec.decode(planned.segments()).stream()
                    .<FileSourceSplit>map(segment -> new SegmentSplit(video, segment))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could fail
        }
        context.sendEventToSourceReader(reader, new Taken());
        asking.add(reader);
        handOut();
    }

    /** A reader goes back to the latest complete checkpoint, and asks anew when it is there. */
    @Override
    public void addSplitsBack(List<FileSourceSplit> back, int reader) {
        asking.remove(reader);
        recent.forEach((video, plan) -> {
            if (plan.reader == reader) {
                again.add(video);
            }
        });
        recent.keySet().removeAll(again);
        splits.remove(this::comesAgain);
        splits.addSplits(back.stream().filter(split -> !comesAgain(split)).toList());
    }

    private boolean comesAgain(FileSourceSplit split) {
        return split instanceof SegmentSplit segment && again.contains(segment.video());
    }

    @Override
    public void addReader(int reader) {
        asking.remove(reader);
    }

    private void handOut() {
        Iterator<Integer> readers = asking.iterator();
        while (readers.hasNext()) {
            int reader = readers.next();
            Optional<FileSourceSplit> next = splits.getNext(null);
            if (next.isEmpty()) {
                break;
            }
            readers.remove();
            context.assignSplit(next.get(), reader);
        }
        if (asking.size() == context.currentParallelism()) {
            asking.forEach(context::signalNoMoreSplits);
            asking.clear();
        }
    }

    @Override
    public PendingSplitsCheckpoint<FileSourceSplit> snapshotState(long checkpoint) {
        recent.replaceAll((video, plan) -> plan.checkpoint == Plan.NONE ? new Plan(plan.reader, checkpoint) : plan);
        return PendingSplitsCheckpoint.fromCollectionSnapshot(splits.remainingSplits());
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        recent.values().removeIf(plan -> plan.checkpoint <= checkpoint);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
