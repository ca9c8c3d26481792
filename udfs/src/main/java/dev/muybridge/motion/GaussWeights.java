package dev.muybridge.motion;

import java.util.Arrays;

/**
 * The weights of {@link Gauss} for some consecutive frames of a track. They follow from the frames' times alone, so they are made once
 * and used for all columns. Some frames at a time, so that they take little memory however long the track.
 */
final class GaussWeights {
    /** Frames further away count for nothing, in standard deviations. */
    static final double REACH = 3;

    private static final int MOST_FRAMES = 4096;
    private static final int MOST_WEIGHTS = 1 << 17;
    private static final int USUAL_WEIGHTS = 32;

    private final PoseTrack track;
    private final Scene scene;
    private final double sigma;

    /** For each frame from the first on, the frames that count, from one to before another. */
    private final int[] begins;

    private final int[] ends;
    private int first;
    private int frames;

    /** The weights of those frames, one frame's after another's. */
    private double[] weights;

    private int used;
    private double[] numbers;

    /** @param sigma seconds of life */
    GaussWeights(PoseTrack track, Scene scene, double sigma) {
        this.track = track;
        this.scene = scene;
        this.sigma = sigma;
        int atOnce = Math.min(MOST_FRAMES, track.frames());
        begins = new int[atOnce];
        ends = new int[atOnce];
        weights = new double[Math.min(MOST_WEIGHTS, USUAL_WEIGHTS * atOnce)];
        numbers = new double[atOnce];
    }

    /** Makes the weights of the frames from that one on; returns the first frame that has none yet. */
    int make(int firstFrame) {
        first = firstFrame;
        frames = 0;
        used = 0;
        while (frames < MOST_FRAMES && used < MOST_WEIGHTS && first + frames < track.frames()) {
            int next = first + frames;
            begins[frames] = next;
            ends[frames] = next;
            if (track.seen(next)) {
                window(next);
            }
            frames++;
        }
        return first + frames;
    }

    private void window(int frame) {
        int begin = frame;
        while (begin > 0 && track.seen(begin - 1) && counts(begin - 1, frame)) {
            begin--;
        }
        int end = frame + 1;
        while (end < track.frames() && track.seen(end) && counts(frame, end)) {
            end++;
        }
        begins[frame - first] = begin;
        ends[frame - first] = end;
        if (used + end - begin > weights.length) {
            weights = Arrays.copyOf(weights, 2 * (used + end - begin));
        }
        if (end - begin > 1) {
            fit(frame, begin, end);
        }
        used += end - begin;
    }

    private boolean counts(int earlier, int later) {
        return scene.seconds(track.pts(earlier), track.pts(later)) <= REACH * sigma;
    }

    /**
     * What each number has to be multiplied by to get the fitted line's value at {@code frame}: weighted least squares, solved for the
     * line's constant.
     */
    private void fit(int frame, int begin, int end) {
        double sum = 0;
        double sumTime = 0;
        double sumSquare = 0;
        for (int i = begin; i < end; i++) {
            double time = time(frame, i);
            double weight = weight(time);
            sum += weight;
            sumTime += weight * time;
            sumSquare += weight * time * time;
        }
        double scale = sum * sumSquare - sumTime * sumTime;
        for (int i = begin; i < end; i++) {
            double time = time(frame, i);
            weights[used + i - begin] = weight(time) * (sumSquare - sumTime * time) / scale;
        }
    }

    private double weight(double time) {
        double deviations = time / sigma;
        return StrictMath.exp(-0.5 * deviations * deviations);
    }

    /** Seconds of life from {@code frame} to {@code other}; negative if that is earlier. */
    private double time(int frame, int other) {
        if (other == frame) {
            return 0;
        }
        return other > frame
                ? scene.seconds(track.pts(frame), track.pts(other))
                : -scene.seconds(track.pts(other), track.pts(frame));
    }

    /** Filters one column in those frames. */
    void apply(FloatColumns in, FloatColumns out, int column) {
        int begin = begins[0];
        read(in, column, begin);
        int at = 0;
        for (int i = 0; i < frames; i++) {
            if (ends[i] > begins[i]) {
                double own = numbers[first + i - begin];
                double further = 0;
                for (int other = begins[i]; other < ends[i]; other++) {
                    // The weights' sum is 1; from the frame's own number on, what does not move stays exactly the same.
                    further += weights[at++] * (numbers[other - begin] - own);
                }
                float filtered = (float) (own + further);
                out.put(column, first + i, Float.isFinite(filtered) ? filtered : (float) own);
            }
        }
    }

    private void read(FloatColumns in, int column, int begin) {
        int end = first + frames;
        for (int i = 0; i < frames; i++) {
            end = Math.max(end, ends[i]);
        }
        if (numbers.length < end - begin) {
            numbers = new double[2 * (end - begin)];
        }
        for (int i = begin; i < end; i++) {
            numbers[i - begin] = in.at(column, i);
        }
    }
}
