package dev.muybridge.job.progress;

import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.motion.Track;
import java.util.Arrays;

/**
 * A step has done a segment.
 *
 * @param video its video's name
 * @param total frames of the video
 * @param frames of the segment
 * @param sights how many times somebody was seen in a frame; 0 for steps that look for nobody
 * @param reused whether it was there already, from an earlier run or as a draft, so that no worker had to do it
 * @param drafted whether its pictures were drafted, so that most likely no worker has to draw them
 */
public record SegmentDone(String video, long total, long frames, long sights, boolean reused, boolean drafted) {
    /** All of {@code segment}, by a step that looks for nobody. */
    public static SegmentDone of(SegmentRef segment, boolean reused) {
        return new SegmentDone(
                segment.video().ref().video(),
                segment.video().frames(),
                segment.plan().frames(),
                0,
                reused,
                false);
    }

    /** All of a segment, analysed and maybe drafted. */
    public static SegmentDone analysed(PosesRef poses, boolean drafted) {
        long sights = Arrays.stream(poses.tracks()).mapToLong(Track::frames).sum();
        SegmentRef segment = poses.segment();
        return new SegmentDone(
                segment.video().ref().video(),
                segment.video().frames(),
                segment.plan().frames(),
                sights,
                poses.reused(),
                drafted);
    }
}
