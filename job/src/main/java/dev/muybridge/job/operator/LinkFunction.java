package dev.muybridge.job.operator;

import dev.muybridge.job.config.People;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.LinkedPeople;
import dev.muybridge.motion.PeopleLinker;
import dev.muybridge.motion.Subject;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/** {@code link}: turns the tracks of all segments of a video into people, and finds the main subject. */
public final class LinkFunction implements MapFunction<Step<AnalysedVideo>, Step<LinkedVideo>> {
    private static final long serialVersionUID = 1L;

    private final People reported;
    private final SubjectFinder subject;

    /**
     * @param reported who is reported
     * @param subject who is number 0
     */
    public LinkFunction(OutputLayout layout, People reported, Subject subject) {
        this.reported = reported;
        this.subject = new SubjectFinder(layout, subject);
    }

    @Override
    public Step<LinkedVideo> map(Step<AnalysedVideo> step) {
        AnalysedVideo video = step.result();
        if (video == null) {
            return Step.failed(step.video(), StepFunction.failureOf(step));
        }
        try {
            return Step.done(step.video(), linked(video));
        } catch (VideoException | IOException e) {
            return Step.failed(step.video(), StepFunction.classify(step.video(), e));
        }
    }

    private LinkedVideo linked(AnalysedVideo video) throws VideoException, IOException {
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
        LinkedPeople people = subject.numbered(linker.people(seconds), video);
        List<int[]> numbers = people.numbers(reported.most());
        LinkedSegment[] linked = new LinkedSegment[video.segments().length];
        for (int i = 0; i < linked.length; i++) {
            PosesRef poses = video.segments()[i];
            linked[i] = new LinkedSegment(
                    poses.segment(),
                    poses.staged().path(),
                    poses.analysed(),
                    numbers.get(i),
                    poses.reused(),
                    poses.workMillis());
        }
        return new LinkedVideo(video.video(), linked, people.count());
    }
}
