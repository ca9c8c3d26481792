package dev.muybridge.job.operator;

import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PeopleLinker;
import dev.muybridge.pose.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;

/** {@code link}: waits until all segments of a video are analysed, checks that no frame is missing, and turns their tracks into people. */
public final class LinkFunction extends WholeVideoFunction<PosesRef, LinkedVideo> {
    private static final long serialVersionUID = 1L;

    private final int mostPeople;

    /** @param mostPeople how many people to report at most */
    public LinkFunction(int mostPeople) {
        super(PosesRef.class);
        this.mostPeople = mostPeople;
    }

    @Override
    int index(PosesRef poses) {
        return poses.segment().plan().index();
    }

    @Override
    void complete(List<PosesRef> segments, Collector<Step<LinkedVideo>> out) {
        PlannedVideo video = segments.get(0).segment().video();
        VideoInfo info = video.info();
        double seconds = info.timeBase().toSeconds(info.durationTicks());
        PeopleLinker linker = new PeopleLinker(info.timeBase());
        for (PosesRef poses : segments) {
            Optional<Failure> mismatch = CheckFunction.mismatch(poses.segment(), poses.analysed(), "analysed");
            if (mismatch.isPresent()) {
                out.collect(Step.failed(video.ref(), mismatch.get()));
                return;
            }
            linker.add(Arrays.asList(poses.tracks()), poses.segment().plan().frames());
        }
        List<int[]> people = linker.people(seconds, mostPeople);
        LinkedSegment[] linked = new LinkedSegment[segments.size()];
        for (int i = 0; i < linked.length; i++) {
            PosesRef poses = segments.get(i);
            linked[i] = new LinkedSegment(
                    poses.segment(), poses.analysed(), people.get(i), poses.reused(), poses.workMillis());
        }
        out.collect(Step.done(video.ref(), new LinkedVideo(video, linked, linker.count(seconds))));
    }
}
