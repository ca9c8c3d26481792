package dev.muybridge.job.operator;

import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.motion.LastSeen;
import org.apache.flink.util.Collector;

/**
 * Waits until all segments of a video are analysed, then lets them go on in order, each knowing where the main subject was in the
 * frame before it.
 */
public final class TrackLinker extends WholeVideoFunction<PosesRef, LinkedSegment> {
    private static final long serialVersionUID = 1L;

    public TrackLinker() {
        super(PosesRef.class);
    }

    @Override
    int index(PosesRef poses) {
        return poses.segment().plan().index();
    }

    @Override
    int count(PosesRef poses) {
        return poses.segment().video().segments();
    }

    @Override
    void complete(Iterable<PosesRef> segments, Collector<Step<LinkedSegment>> out) {
        LastSeen before = null;
        for (PosesRef poses : segments) {
            out.collect(Step.done(poses.segment().video().ref(), new LinkedSegment(poses, before)));
            before = poses.last();
        }
    }
}
