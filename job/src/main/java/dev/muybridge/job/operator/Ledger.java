package dev.muybridge.job.operator;

import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.StagedSegment;
import dev.muybridge.job.model.Step;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;

/**
 * Waits until all segments of a video are staged, and compares the frames that the packet list promised with those that were
 * analysed and encoded, by number and timestamp.
 */
public final class Ledger extends WholeVideoFunction<StagedSegment, CompleteVideo> {
    private static final long serialVersionUID = 1L;

    public Ledger() {
        super(StagedSegment.class);
    }

    @Override
    int index(StagedSegment staged) {
        return staged.poses().segment().plan().index();
    }

    @Override
    int count(StagedSegment staged) {
        return staged.poses().segment().video().segments();
    }

    @Override
    void complete(List<StagedSegment> segments, Collector<Step<CompleteVideo>> out) {
        List<Long> startPts = new ArrayList<>();
        long withPose = 0;
        long unreadable = 0;
        int reused = 0;
        long workMillis = 0;
        PlannedVideo video = null;
        for (StagedSegment staged : segments) {
            SegmentRef segment = staged.poses().segment();
            video = segment.video();
            Optional<Failure> mismatch = mismatch(staged);
            if (mismatch.isPresent()) {
                out.collect(Step.failed(video.ref(), mismatch.get()));
                return;
            }
            startPts.add(segment.plan().startPts());
            withPose += staged.framesWithPose();
            unreadable += staged.framesUnreadable();
            reused += staged.poses().reused() ? 1 : 0;
            workMillis += staged.workMillis();
        }
        if (video == null) {
            return;
        }
        if (unreadable == video.frames()) {
            out.collect(Step.failed(video.ref(), nothingDecoded(video)));
            return;
        }
        long[] starts = startPts.stream().mapToLong(Long::longValue).toArray();
        out.collect(Step.done(video.ref(), new CompleteVideo(video, starts, withPose, unreadable, reused, workMillis)));
    }

    private static Failure nothingDecoded(PlannedVideo video) {
        return new Failure(
                FailureKind.DECODE_ERROR,
                "None of the " + video.frames() + " frames (" + video.info().codec()
                        + ") can be decoded; the file may be damaged.");
    }

    private static Optional<Failure> mismatch(StagedSegment staged) {
        SegmentRef segment = staged.poses().segment();
        FrameCount planned =
                new FrameCount(segment.plan().frames(), segment.plan().digest());
        FrameCount analysed = staged.poses().analysed();
        FrameCount encoded = staged.encoded();
        if (planned.equals(analysed) && planned.equals(encoded)) {
            return Optional.empty();
        }
        String what = planned.frames() == analysed.frames() && planned.frames() == encoded.frames()
                ? "the same number of frames at other times"
                : planned.frames() + " frames planned, " + analysed.frames() + " analysed, " + encoded.frames()
                        + " encoded";
        return Optional.of(new Failure(
                FailureKind.LEDGER_MISMATCH,
                "Segment " + segment.plan().index() + " from "
                        + segment.video()
                                .info()
                                .timeBase()
                                .toSeconds(segment.plan().startPts()) + " s has " + what
                        + "; the file may be damaged there."));
    }
}
