package dev.muybridge.job.model;

import dev.muybridge.motion.Track;
import dev.muybridge.motion.TrackerMark;

/**
 * A segment whose poses are staged.
 *
 * @param segment which segment
 * @param analysed its frames as the analysis found them
 * @param tracks the people in it, not yet linked to those of its neighbours
 * @param staged where its poses are and what its tracker remembered
 * @param reused whether an earlier run had staged them
 * @param workMillis what workers spent on it in this run
 */
public record PosesRef(
        SegmentRef segment, FrameCount analysed, Track[] tracks, StagedPoses staged, boolean reused, long workMillis) {
    /** The same segment, analysed again after it was analysed as {@code before} says. */
    public PosesRef insteadOf(PosesRef before) {
        return new PosesRef(segment, analysed, tracks, staged, before.reused, before.workMillis + workMillis);
    }

    /**
     * Staged poses.
     *
     * @param path below OUTPUT
     * @param start what the tracker remembered before the first frame
     * @param end what it remembered after the last one
     * @param count how many tracks it gave numbers to
     * @param processor the kind of processor that analysed it
     */
    public record StagedPoses(String path, TrackerMark start, TrackerMark end, int count, String processor) {}
}
