package dev.muybridge.job.operator;

import dev.muybridge.job.model.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Collects the segments of one video, the key, and acts once when all are there. The first failure of a video is passed on at
 * once; whatever arrives for that video later is dropped. Each part of a video arrives exactly once, in any order. When all have
 * arrived, nothing is kept of the video, so the state does not grow with the number of videos that are done.
 */
abstract class WholeVideoFunction<I, O> extends KeyedProcessFunction<String, Step<I>, Step<O>> {
    private static final long serialVersionUID = 1L;

    private final Class<I> type;
    private transient MapState<Integer, I> segments;
    private transient ValueState<Integer> arrived;
    private transient ValueState<Boolean> failed;

    WholeVideoFunction(Class<I> type) {
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        segments = getRuntimeContext().getMapState(new MapStateDescriptor<>("segments", Integer.class, type));
        arrived = getRuntimeContext().getState(new ValueStateDescriptor<>("arrived", Types.INT));
        failed = getRuntimeContext().getState(new ValueStateDescriptor<>("failed", Types.BOOLEAN));
    }

    @Override
    public void processElement(Step<I> step, Context context, Collector<Step<O>> out) throws Exception {
        Integer before = arrived.value();
        int now = before == null ? 1 : before + 1;
        arrived.update(now);
        I segment = step.result();
        boolean failedBefore = failed.value() != null;
        if (segment == null && !failedBefore) {
            failed.update(true);
            segments.clear();
            out.collect(Step.failed(step.video(), StepFunction.failureOf(step)));
        } else if (segment != null && !failedBefore) {
            segments.put(index(segment), segment);
            if (now == step.parts()) {
                complete(inOrder(now), out);
            }
        }
        if (now == step.parts()) {
            segments.clear();
            arrived.clear();
            failed.clear();
        }
    }

    /** The segment's place among the video's segments, 0-based. */
    abstract int index(I segment);

    /** Acts on all segments, given in order. */
    abstract void complete(List<I> segments, Collector<Step<O>> out);

    private List<I> inOrder(int count) throws Exception {
        List<I> ordered = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            I segment = segments.get(i);
            if (segment == null) {
                throw new IllegalStateException("segment " + i + " of " + count + " came twice or not at all");
            }
            ordered.add(segment);
        }
        return ordered;
    }
}
