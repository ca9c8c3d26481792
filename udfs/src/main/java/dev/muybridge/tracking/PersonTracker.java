package dev.muybridge.tracking;

import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Pose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one person with an estimator of their own. */
final class PersonTracker implements AutoCloseable {
    /** In as many pictures only the person's surroundings are shown, so that the estimator locks on to nobody else. */
    private static final int SEEDED = 3;

    /** A centre that moves further than that between two frames, in torso lengths, is another person's. */
    private static final double JUMP = 0.8;

    /** A person who is not found in as many frames is gone. */
    private static final int PATIENCE = 15;

    private int id;
    private final PoseEstimator estimator;
    private final PictureSize size;
    private final boolean seeded;
    private Pose last;
    private @Nullable Pose now;
    private int frames;
    private int missed;
    private int doubled;
    private boolean jumped;

    /**
     * @param id the track's number
     * @param estimator fresh; closed with this
     * @param found where the person was found
     * @param seeded whether the estimator is to be kept from others
     */
    PersonTracker(int id, PoseEstimator estimator, Pose found, PictureSize size, boolean seeded) {
        this.id = id;
        this.estimator = estimator;
        this.last = found;
        this.size = size;
        this.seeded = seeded;
    }

    int id() {
        return id;
    }

    /** Where the person was last seen. */
    Pose last() {
        return last;
    }

    /** Where the person is in this frame, null if that is not known. */
    @Nullable
    Pose now() {
        return jumped ? null : now;
    }

    boolean hasJumped() {
        return jumped;
    }

    /** Whose surroundings alone are to be shown in the next picture, null for everything. */
    @Nullable
    Pose within() {
        return seeded && (frames < SEEDED || missed > 0) ? last : null;
    }

    /** Looks for the person in the next frame's picture. */
    void follow(RgbImage picture, long millis) {
        List<Pose> found = estimator.estimate(picture, millis);
        now = found.isEmpty() ? null : found.get(0);
        frames++;
        if (now == null) {
            missed++;
            return;
        }
        double moved = Torso.of(now, size).distance(Torso.of(last, size));
        jumped = moved > JUMP * (1 + missed);
        if (!jumped) {
            last = now;
            missed = 0;
        }
    }

    /** Takes the one that it has jumped to for its person, under a number of their own. */
    void stayWith(int newcomer) {
        id = newcomer;
        jumped = false;
        missed = 0;
        last = now == null ? last : now;
    }

    /** Says that another tracker has been on the same body in this frame, or that none has; returns for how many frames now. */
    int doubled(boolean yes) {
        doubled = yes ? doubled + 1 : 0;
        return doubled;
    }

    /** Whether it follows nobody, or somebody else. */
    boolean isOver() {
        return jumped || missed > PATIENCE;
    }

    @Override
    public void close() {
        estimator.close();
    }
}
