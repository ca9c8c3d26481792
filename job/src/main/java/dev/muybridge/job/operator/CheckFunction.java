package dev.muybridge.job.operator;

import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.FrameCount;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.PicturesRef;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;

/**
 * {@code check}: waits until all segments of a video are annotated, and compares the frames that the packet list promised with those
 * that were analysed and encoded, by number and timestamp.
 */
public final class CheckFunction extends WholeVideoFunction<PicturesRef, CompleteVideo> {
    private static final long serialVersionUID = 1L;

    public CheckFunction() {
        super(PicturesRef.class);
    }

    @Override
    int index(PicturesRef pictures) {
        return segment(pictures).plan().index();
    }

    private static SegmentRef segment(PicturesRef pictures) {
        return pictures.rows().linked().segment();
    }

    @Override
    void complete(List<PicturesRef> segments, Collector<Step<CompleteVideo>> out) {
        PlannedVideo video = segment(segments.get(0)).video();
        Optional<Failure> failure = segments.stream()
                .flatMap(pictures -> mismatch(pictures).stream())
                .findFirst()
                .or(() -> nothingDecoded(video, segments));
        if (failure.isPresent()) {
            out.collect(Step.failed(video.ref(), failure.get()));
            return;
        }
        CompleteVideo complete = new CompleteVideo(
                video,
                segments.stream()
                        .mapToLong(pictures -> segment(pictures).plan().startPts())
                        .toArray(),
                segments.stream()
                        .mapToLong(pictures -> segment(pictures).plan().endPts())
                        .toArray(),
                segments.stream()
                        .map(pictures -> pictures.rows().linked().poses())
                        .toArray(String[]::new),
                counts(segments),
                segments.stream().mapToLong(PicturesRef::workMillis).sum());
        out.collect(Step.done(video.ref(), complete));
    }

    private static CompleteVideo.Counts counts(List<PicturesRef> segments) {
        long withPose = 0;
        int reused = 0;
        for (PicturesRef pictures : segments) {
            withPose += pictures.framesWithPose();
            reused += pictures.rows().linked().reused() ? 1 : 0;
        }
        PicturesRef any = segments.get(0);
        return new CompleteVideo.Counts(
                withPose, unreadable(segments), any.rows().people(), reused);
    }

    private static long unreadable(List<PicturesRef> segments) {
        return segments.stream().mapToLong(PicturesRef::framesUnreadable).sum();
    }

    private static Optional<Failure> nothingDecoded(PlannedVideo video, List<PicturesRef> segments) {
        return unreadable(segments) < video.frames()
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureKind.DECODE_ERROR,
                        "None of the " + video.frames() + " frames ("
                                + video.info().codec() + ") can be decoded; the file may be damaged."));
    }

    private static Optional<Failure> mismatch(PicturesRef pictures) {
        LinkedSegment linked = pictures.rows().linked();
        return mismatch(linked.segment(), linked.analysed(), "analysed")
                .or(() -> mismatch(linked.segment(), pictures.encoded(), "encoded"));
    }

    /** What is wrong with the frames that were found of a segment, if they are not those that its plan promised. */
    static Optional<Failure> mismatch(SegmentRef segment, FrameCount found, String how) {
        SegmentPlan plan = segment.plan();
        if (found.equals(new FrameCount(plan.frames(), plan.digest()))) {
            return Optional.empty();
        }
        String what = plan.frames() == found.frames()
                ? "the same number of frames at different times when it was " + how
                : plan.frames() + " frames planned, " + found.frames() + " " + how;
        double seconds = segment.video().info().timeBase().toSeconds(plan.startPts());
        return Optional.of(new Failure(
                FailureKind.LEDGER_MISMATCH,
                "Segment " + plan.index() + " from " + seconds + " s has " + what
                        + "; the file may be damaged there."));
    }
}
