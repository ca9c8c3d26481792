package dev.muybridge.job.operator;

import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.PeopleLinker;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Waits until all segments of a video are analysed, makes people of their tracks, and lets the segments go on in order, each with the
 * numbers of those people who are wanted.
 */
public final class TrackLinker extends WholeVideoFunction<PosesRef, LinkedSegment> {
    private static final long serialVersionUID = 1L;
    private static final int[] NOBODY = {};

    private final int mostPeople;

    /** @param mostPeople how many people are wanted at most */
    public TrackLinker(int mostPeople) {
        super(PosesRef.class);
        this.mostPeople = mostPeople;
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
    void complete(List<PosesRef> segments, Collector<Step<LinkedSegment>> out) {
        VideoInfo info = segments.get(0).segment().video().info();
        PeopleLinker linker = new PeopleLinker(info.timeBase());
        for (PosesRef poses : segments) {
            linker.add(Arrays.asList(poses.tracks()), poses.segment().plan().frames());
        }
        List<int[]> people = linker.people(info.timeBase().toSeconds(info.durationTicks()), mostPeople);
        for (int i = 0; i < segments.size(); i++) {
            PosesRef poses = segments.get(i);
            int[] before = i == 0 ? NOBODY : people.get(i - 1);
            out.collect(Step.done(poses.segment().video().ref(), new LinkedSegment(poses, people.get(i), before)));
        }
    }
}
