package dev.muybridge.job.operator;

import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.pose.Failure;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code link-gather}: waits until all segments of a video are analysed, and checks that no frame is missing. */
public final class GatherFunction extends WholeVideoFunction<PosesRef, AnalysedVideo> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(GatherFunction.class);

    private transient boolean told;

    public GatherFunction() {
        super(PosesRef.class);
    }

    @Override
    int index(PosesRef poses) {
        return poses.segment().plan().index();
    }

    @Override
    void complete(List<PosesRef> segments, Collector<Step<AnalysedVideo>> out) {
        PlannedVideo video = segments.get(0).segment().video();
        SortedSet<String> processors = new TreeSet<>();
        for (PosesRef poses : segments) {
            Optional<Failure> mismatch = CheckFunction.mismatch(poses.segment(), poses.analysed(), "analysed");
            if (mismatch.isPresent()) {
                out.collect(Step.failed(video.ref(), mismatch.get()));
                return;
            }
            processors.add(poses.staged().processor());
        }
        if (processors.size() > 1 && !told) {
            told = true;
            LOG.warn("processors of different kinds analyse videos, so that the last bits may differ: {}", processors);
        }
        out.collect(Step.done(video.ref(), new AnalysedVideo(video, segments.toArray(PosesRef[]::new))));
    }
}
