package dev.muybridge.job.progress;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * Keeps why no worker is left. Flink delivers an accumulator when its task ends, even when the task fails, so the reason
 * arrives even if Flink names another error as the job's. Any thread may add.
 */
public final class WorkersLostAccumulator implements Accumulator<String, WorkersLost> {
    /** How many reasons are kept, the first ones. */
    static final int KEPT = 4;

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> reasons = new ArrayList<>();

    @Override
    public synchronized void add(String reason) {
        if (reasons.size() < KEPT && !reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    @Override
    public synchronized WorkersLost getLocalValue() {
        return new WorkersLost(reasons);
    }

    @Override
    public synchronized void resetLocal() {
        reasons.clear();
    }

    @Override
    public void merge(Accumulator<String, WorkersLost> other) {
        other.getLocalValue().reasons().forEach(this::add);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public WorkersLostAccumulator clone() {
        WorkersLostAccumulator copy = new WorkersLostAccumulator();
        copy.merge(this);
        return copy;
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
