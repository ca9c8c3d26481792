package dev.muybridge.job.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;
import org.jspecify.annotations.Nullable;

/** Hands splits out in the order they were listed, wherever the reader is; both of Flink's own assigners use another order. */
final class FifoSplitAssigner implements FileSplitAssigner {
    private final Deque<FileSourceSplit> waiting;

    FifoSplitAssigner(Collection<FileSourceSplit> splits) {
        this.waiting = new ArrayDeque<>(splits);
    }

    @Override
    public Optional<FileSourceSplit> getNext(@Nullable String hostname) {
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Splits that come back from a reader were handed out first, so they go first again. */
    @Override
    public void addSplits(Collection<FileSourceSplit> splits) {
        new ArrayDeque<>(splits).descendingIterator().forEachRemaining(waiting::addFirst);
    }

    /** Takes out those for which {@code test} holds. */
    void remove(Predicate<FileSourceSplit> test) {
        waiting.removeIf(test);
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return new ArrayList<>(waiting);
    }
}
