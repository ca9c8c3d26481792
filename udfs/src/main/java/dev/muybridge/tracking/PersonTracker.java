package dev.muybridge.tracking;

import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Pose;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one person with an estimator of their own. */
final class PersonTracker implements AutoCloseable {
    /** For this many pictures, only the person's surroundings are shown, so that the estimator locks on to nobody else. */
    private static final int SEEDED = 3;

    /** A centre that moves further than this between two frames, in torso lengths, belongs to somebody else. */
    private static final double JUMP = 0.8;

    /** A person who was missed may have moved this much further per frame, up to a limit. */
    private static final double JUMP_PER_MISS = 0.2;

    private static final double JUMP_AT_MOST = 2;

    /** How fast the usual place follows the person: the share of the distance per frame. */
    private static final double HABIT = 0.1;

    /** A person who has not been found for this long is gone. */
    private static final long GONE_MILLIS = 1000;

    /** Anyone found in fewer frames than this may have been nobody, and is given up quickly when not found. */
    private static final int KNOWN = 10;

    /** For this long after the person was missed, the tracker may be on something else. */
    private static final long LOSING_MILLIS = 500;

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** For this many frames, a missed person is searched for in every frame; after that, only in one frame out of as many. */
    private static final int PATIENCE = 4;

    /**
     * In the whole picture, an estimator does not find anyone whose torso is smaller than this fraction of the picture's longer
     * side, so it is shown a part of the picture. Once the torso has reached the second fraction, it is shown the whole again.
     */
    private static final double SMALL = 0.08;

    private static final double NOT_SMALL = 0.1;

    /** Least side length of that part at first, and the range it may drift to, in torso lengths. */
    private static final double VIEW = 6;

    private static final double LEAST_VIEW = 5;
    private static final double MOST_VIEW = 12;

    private final PictureSize size;
    private int id;
    private final PoseEstimator estimator;
    private boolean seeded;
    private int frames;
    private Pose last;
    private long lastMillis;
    private Centre usual;
    private @Nullable Window window;
    private @Nullable RgbImage shown;
    private @Nullable Pose now;
    private @Nullable Pose elsewhere;

    /** Whether the estimator itself has the person and will look where they were; otherwise, it will look everywhere. */
    private boolean locked = true;

    private int age;
    private int seen;
    private int missed;
    private long missedMillis = NEVER;
    private int doubled;

    /**
     * @param id the track's number
     * @param found where the person is in the next frame
     */
    PersonTracker(int id, PoseModel model, Pose found, PictureSize size) {
        this.id = id;
        this.estimator = model.newEstimator();
        this.last = found;
        this.usual = Centre.of(found, size);
        this.lastMillis = Long.MIN_VALUE;
        this.size = size;
        aim();
    }

    /** Keeps the estimator away from others from the start. */
    PersonTracker amongOthers() {
        seeded = true;
        return this;
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
        return now;
    }

    /**
     * The pose whose surroundings are all that the next picture may show; null to show everything.
     *
     * @param alone whether nobody is in view to whom the estimator might switch after losing its person
     */
    @Nullable
    Pose within(boolean alone) {
        boolean beginning = seeded && frames < SEEDED;
        boolean lost = !locked && !alone;
        return beginning || lost ? last : null;
    }

    /**
     * Looks for the person in the next frame's picture.
     *
     * @param others where the others were in the previous frame
     */
    void follow(RgbImage picture, List<Pose> others, long millis) {
        now = null;
        age++;
        if (lastMillis == Long.MIN_VALUE) {
            lastMillis = millis;
        }
        elsewhere = null;
        List<Pose> found = estimate(picture, millis);
        frames++;
        if (found.isEmpty()) {
            missed++;
        } else if (inReach(found.get(0)) && !isOther(found.get(0), others)) {
            see(found.get(0), millis);
        } else {
            // Shown only its own person's surroundings, it loses whoever it has jumped to and starts again.
            elsewhere = found.get(0);
            seeded = true;
            frames = 0;
            missed++;
        }
        locked = now != null;
        if (!locked) {
            missedMillis = millis;
        }
    }

    private List<Pose> estimate(RgbImage picture, long millis) {
        Window part = window;
        if (part == null) {
            return estimator.estimate(picture, millis);
        }
        RgbImage buffer = shown;
        if (buffer == null || buffer.width() != part.width() || buffer.height() != part.height()) {
            buffer = part.blank();
            shown = buffer;
        }
        return estimator.estimate(part.copy(picture, buffer), millis).stream()
                .map(pose -> part.inWhole(pose, size))
                .toList();
    }

    private static boolean fits(double view) {
        return view >= LEAST_VIEW && view <= MOST_VIEW;
    }

    /** Keeps a small person near the middle of a part of the picture, which stays in place as long as possible. */
    private void aim() {
        Torso torso = Torso.of(last, size);
        Window part = window;
        double share = torso.length() / Math.max(size.width(), size.height());
        if (share >= (part == null ? SMALL : NOT_SMALL)) {
            window = null;
        } else if (part == null || !fits(part.width() / torso.length())) {
            window = Window.standing(torso.centre(), VIEW * torso.length(), size);
        } else if (!part.isAbout(torso.centre(), size)) {
            window = part.moved(torso.centre(), size);
        }
    }

    /** Whether the person has to be searched for by other means. */
    boolean isMissed() {
        return now == null && !resting();
    }

    /** Anyone missed for longer is searched for only now and then. */
    private boolean resting() {
        return missed > PATIENCE && missed % PATIENCE != 0;
    }

    /** Whether this is a person and not something mistaken for one. */
    boolean isKnown() {
        return seen >= KNOWN;
    }

    /** Takes whoever in {@code found} is nearest to where the person was, if anybody is within reach. */
    void recover(List<Pose> found, long millis) {
        Pose nearest = found.stream()
                .filter(this::inReach)
                .min(Comparator.comparingDouble(this::moved))
                .orElse(null);
        if (nearest != null) {
            see(nearest, millis);
        }
    }

    /** Continues with the person that the estimator has found elsewhere in this frame, if any; returns whether it did. */
    boolean turnTo(int newcomer, long millis) {
        Pose pose = elsewhere;
        if (pose == null) {
            return false;
        }
        id = newcomer;
        seeded = false;
        locked = true;
        usual = Centre.of(pose, size);
        see(pose, millis);
        return true;
    }

    /** Whether the person was missed a short while ago. */
    boolean isLosing(long millis) {
        return millis - missedMillis <= LOSING_MILLIS;
    }

    /** Whether the person may have moved to {@code pose} while the tracker was losing them. */
    boolean isNear(Pose pose) {
        return moved(pose) <= JUMP_AT_MOST;
    }

    /** Continues with {@code pose}, which is where the person is in the next frame. */
    void beginAnew(Pose pose) {
        last = pose;
        seeded = true;
        frames = 0;
        missed = 0;
        missedMillis = NEVER;
        aim();
    }

    private void see(Pose pose, long millis) {
        now = pose;
        elsewhere = null;
        seen++;
        last = pose;
        lastMillis = millis;
        missed = 0;
        aim();
        Centre centre = Centre.of(pose, size);
        usual = new Centre(usual.x() + HABIT * (centre.x() - usual.x()), usual.y() + HABIT * (centre.y() - usual.y()));
    }

    /** For how many frames the person has been followed. */
    int age() {
        return age;
    }

    /** How far the person is from where they have been lately, in torso lengths. */
    double strayed() {
        Torso torso = Torso.of(last, size);
        return torso.distance(new Torso(usual, torso.length()));
    }

    private boolean inReach(Pose pose) {
        return moved(pose) <= Math.min(JUMP + JUMP_PER_MISS * missed, JUMP_AT_MOST);
    }

    /** Whether {@code pose} is on one of {@code others}, as of the previous frame, rather than on the tracker's own person. */
    private boolean isOther(Pose pose, List<Pose> others) {
        double own = Bodies.distance(pose, last, size);
        return others.stream()
                .mapToDouble(other -> Bodies.distance(pose, other, size))
                .anyMatch(distance -> distance < Bodies.SAME_BODY && distance < own);
    }

    private double moved(Pose pose) {
        return Torso.of(pose, size).distance(Torso.of(last, size));
    }

    /** Records whether another tracker is on the same body in this frame; returns for how many frames that has been the case. */
    int doubled(boolean yes) {
        doubled = yes ? doubled + 1 : 0;
        return doubled;
    }

    /** Whether it is no use searching any further. */
    boolean isGone(long millis) {
        return !isKnown() ? missed > 1 : millis - lastMillis > GONE_MILLIS;
    }

    @Override
    public void close() {
        estimator.close();
    }
}
