package dev.muybridge.job.operator;

import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PeopleLinker;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/** {@code link}: turns the tracks of all segments of a video into people. */
public final class LinkFunction implements MapFunction<Step<AnalysedVideo>, Step<LinkedVideo>> {
    private static final long serialVersionUID = 1L;

    private final int mostPeople;

    /** @param mostPeople how many people to report at most */
    public LinkFunction(int mostPeople) {
        this.mostPeople = mostPeople;
    }

    @Override
    public Step<LinkedVideo> map(Step<AnalysedVideo> step) {
        AnalysedVideo video = step.result();
        return video == null
                ? Step.failed(step.video(), StepFunction.failureOf(step))
                : Step.done(step.video(), linked(video));
    }

    private LinkedVideo linked(AnalysedVideo video) {
        VideoInfo info = video.video().info();
        double seconds = info.timeBase().toSeconds(info.durationTicks());
        PeopleLinker linker = new PeopleLinker(info.timeBase());
        for (PosesRef poses : video.segments()) {
            linker.add(
                    Arrays.asList(poses.tracks()),
                    poses.staged().count(),
                    poses.staged().end().tracks(),
                    poses.segment().plan().frames());
        }
        List<int[]> people = linker.people(seconds, mostPeople);
        LinkedSegment[] linked = new LinkedSegment[video.segments().length];
        for (int i = 0; i < linked.length; i++) {
            PosesRef poses = video.segments()[i];
            linked[i] = new LinkedSegment(
                    poses.segment(),
                    poses.staged().path(),
                    poses.analysed(),
                    people.get(i),
                    poses.reused(),
                    poses.workMillis());
        }
        return new LinkedVideo(video.video(), linked, linker.count(seconds));
    }
}
