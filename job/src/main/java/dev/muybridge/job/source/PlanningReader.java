package dev.muybridge.job.source;

import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.Utils;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Has one split at a time, and asks for the next when {@code analyze}, behind it in the same task, had {@link Room} for what came of it: so work goes
 * to whoever has workers free, in small pieces. A video is planned, in a thread of its own; its only segment, or its failure, goes on
 * from here, but several segments go back to the {@link SegmentEnumerator}. All methods are called by the task's thread.
 */
final class PlanningReader implements SourceReader<Step<SegmentRef>, FileSourceSplit> {
    private final SourceReaderContext context;
    private final Room room;
    private final BulkFormat<Step<SegmentRef>, FileSourceSplit> format;
    private final Deque<FileSourceSplit> splits = new ArrayDeque<>();
    private final SegmentCodec codec = new SegmentCodec();
    private final ExecutorService planner;
    private @Nullable CompletableFuture<List<Step<SegmentRef>>> plan;
    private CompletableFuture<Void> news = new CompletableFuture<>();
    private boolean gaveBack;
    private boolean wantsRoom;
    private boolean ended;

    PlanningReader(SourceReaderContext context, Room room, BulkFormat<Step<SegmentRef>, FileSourceSplit> format) {
        this(context, room, format, Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "muybridge-plan");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** @param planner closed with the reader */
    PlanningReader(
            SourceReaderContext context,
            Room room,
            BulkFormat<Step<SegmentRef>, FileSourceSplit> format,
            ExecutorService planner) {
        this.context = context;
        this.room = room;
        this.format = format;
        this.planner = planner;
    }

    @Override
    public void start() {
        if (splits.isEmpty()) {
            context.sendSplitRequest();
        }
    }

    @Override
    public void addSplits(List<FileSourceSplit> more) {
        splits.addAll(more);
        wake();
    }

    @Override
    public void notifyNoMoreSplits() {
        ended = true;
        wake();
    }

    /** The enumerator knows then that this reader asks for the next. */
    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof Taken)) {
            throw new IllegalArgumentException("the enumerator sent " + event);
        }
        gaveBack = false;
        done();
        wake();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Step<SegmentRef>> out) throws Exception {
        FileSourceSplit split = splits.peek();
        if (split == null) {
            return ended && empty().isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        List<Step<SegmentRef>> steps = gaveBack ? null : steps(split);
        if (steps == null) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (steps.size() > 1) {
            gaveBack = true;
            context.sendSourceEventToCoordinator(new Planned(split, codec.encode(segments(steps))));
            return InputStatus.NOTHING_AVAILABLE;
        }
        wantsRoom = !free().isDone();
        if (wantsRoom) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        out.collect(steps.get(0));
        done();
        if (splits.isEmpty()) {
            context.sendSplitRequest();
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private static List<SegmentRef> segments(List<Step<SegmentRef>> steps) {
        return steps.stream()
                .map(step -> Objects.requireNonNull(step.result(), "a failure is the only step of its video"))
                .toList();
    }

    private void done() {
        splits.remove();
        plan = null;
    }

    /** What comes of {@code split}, null while it is being planned. */
    private @Nullable List<Step<SegmentRef>> steps(FileSourceSplit split) throws Exception {
        CompletableFuture<List<Step<SegmentRef>>> planned = plan;
        if (planned == null) {
            planned = CompletableFuture.supplyAsync(() -> read(split), planner);
            plan = planned;
        }
        if (!planned.isDone()) {
            return null;
        }
        try {
            return planned.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private List<Step<SegmentRef>> read(FileSourceSplit split) {
        List<Step<SegmentRef>> steps = new ArrayList<>();
        try (BulkFormat.Reader<Step<SegmentRef>> reader = format.createReader(context.getConfiguration(), split)) {
            Utils.forEachRemaining(reader, steps::add);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
        return steps;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (gaveBack || (splits.isEmpty() && !ended)) {
            return news;
        }
        if (splits.isEmpty()) {
            return empty();
        }
        if (wantsRoom) {
            return free();
        }
        CompletableFuture<?> planned = plan;
        return planned == null ? CompletableFuture.completedFuture(null) : planned.handle((steps, error) -> null);
    }

    private CompletableFuture<Void> free() {
        return room.free(context.getIndexOfSubtask());
    }

    private CompletableFuture<Void> empty() {
        return room.empty(context.getIndexOfSubtask());
    }

    private void wake() {
        CompletableFuture<Void> before = news;
        news = new CompletableFuture<>();
        before.complete(null);
    }

    @Override
    public List<FileSourceSplit> snapshotState(long checkpoint) {
        return List.copyOf(splits);
    }

    @Override
    public void close() {
        planner.shutdownNow();
    }
}
