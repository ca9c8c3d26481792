package dev.muybridge.stage;

import dev.muybridge.motion.Column;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PoseTrack;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Filters and measures one person's track: linked poses in, numbers out, no pixels. Thread-safe. */
public final class MeasureStage {
    private final Measures measures;

    public MeasureStage(Measures measures) {
        this.measures = measures;
    }

    /** The ordered track's filtered landmarks, and all metrics of them. */
    public Measurements measure(MeasureOrder order) {
        long begun = System.nanoTime();
        PoseTrack filtered = measures.filter().filter(order.track(), order.scene());
        List<double[]> values = measures.measure(filtered, order.scene());
        return new Measurements(
                measures.columns().stream().map(Column::name).toList(),
                values,
                filtered.places(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
