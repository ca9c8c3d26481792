package dev.muybridge.job.progress;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * Keeps why no worker is left. Flink delivers an accumulator when its task ends, even when the task fails, so the reason
 * arrives even if Flink names another error as the job's. Any thread may add.
 */
public final class WorkersLostAccumulator implements Accumulator<String, WorkersLost> {
    private static final long serialVersionUID = 2L;

    private WorkersLost lost = WorkersLost.NONE;

    @Override
    public void add(String reason) {
        keep(new WorkersLost(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), reason));
    }

    private synchronized void keep(WorkersLost other) {
        lost = lost.or(other);
    }

    @Override
    public synchronized WorkersLost getLocalValue() {
        return lost;
    }

    @Override
    public synchronized void resetLocal() {
        lost = WorkersLost.NONE;
    }

    @Override
    public void merge(Accumulator<String, WorkersLost> other) {
        keep(other.getLocalValue());
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
