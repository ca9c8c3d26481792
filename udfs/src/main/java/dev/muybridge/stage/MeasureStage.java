package dev.muybridge.stage;

import dev.muybridge.motion.Column;
import dev.muybridge.motion.Measures;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures one person's track: linked and filtered poses in, numbers out, no pixels. Thread-safe. */
public final class MeasureStage {
    private final Measures measures;

    public MeasureStage(Measures measures) {
        this.measures = measures;
    }

    /** All metrics of the ordered track. */
    public Measurements measure(MeasureOrder order) {
        long begun = System.nanoTime();
        List<double[]> values = measures.measure(order.track(), order.scene());
        return new Measurements(
                measures.columns().stream().map(Column::name).toList(),
                values,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
