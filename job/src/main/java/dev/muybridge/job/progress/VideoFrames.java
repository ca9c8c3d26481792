package dev.muybridge.job.progress;

import java.io.Serializable;

/**
 * How much of one video a step has done.
 *
 * @param done frames, 0 to {@code total}
 * @param total frames of the video
 */
public record VideoFrames(long done, long total) implements Serializable {
    private static final long serialVersionUID = 1L;

    public VideoFrames {
        if (done < 0 || done > total) {
            throw new IllegalArgumentException("frames done must be 0 to " + total + ", were " + done);
        }
    }

    /** That many of {@code total}, or all of them if that would be more: a step may see a segment again after a restart. */
    static VideoFrames of(long done, long total) {
        return new VideoFrames(Math.min(done, total), total);
    }

    /** This plus what another has done of the same video. */
    VideoFrames plus(VideoFrames more) {
        long all = Math.max(total, more.total);
        return isEnded() || more.isEnded() ? new VideoFrames(all, all) : of(done + more.done, all);
    }

    /** The same video with nothing left to do. */
    VideoFrames ended() {
        return new VideoFrames(total, total);
    }

    /** Whether the step is done with the video. */
    public boolean isEnded() {
        return done == total;
    }

    /** What is done, 0..1. */
    public double share() {
        return isEnded() ? 1 : (double) done / total;
    }
}
