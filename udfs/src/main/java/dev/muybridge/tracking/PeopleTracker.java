package dev.muybridge.tracking;

import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows everyone through a run of frames, in order, each person with an estimator of their own from whose picture the others are
 * erased. Who is alone in view is followed in the picture as it is. Looks for newcomers about once a second. A tracker that jumps to
 * somebody else, or is on the same body as another, ends. One thread at a time.
 */
public final class PeopleTracker implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    /** After a tracker has ended somebody may be followed by none. */
    private static final long LOOK_AGAIN_MILLIS = 200;

    private static final int AT_ONCE = 8;

    /** Two trackers are on the same body when their landmarks differ by less than that, in torso lengths, for so many frames. */
    private static final double SAME_BODY = 0.35;

    private static final int SAME_BODY_FRAMES = 3;

    private final PoseModel model;
    private final boolean everyone;
    private final List<PersonTracker> trackers = new ArrayList<>();
    private @Nullable PeopleFinder finder;
    private @Nullable Retouch retouch;
    private long lastLook;
    private boolean looked;
    private boolean lost;
    private int tracks;

    /** @param everyone whether small people are looked for although only one is seen at once */
    public PeopleTracker(PoseModel model, boolean everyone) {
        this.model = model;
        this.everyone = everyone;
    }

    /**
     * Who is in the next frame, by tracks: the same number is the same person, without a claim that another number is another one.
     *
     * @param image read during the call only; all of one size
     * @param millis the frame's presentation time; larger than that of the call before
     */
    public List<Person> next(RgbImage image, long millis) {
        PictureSize size = new PictureSize(image.width(), image.height());
        if (!looked || millis - lastLook >= (lost || trackers.isEmpty() ? LOOK_AGAIN_MILLIS : LOOK_MILLIS)) {
            look(image, size);
            looked = true;
            lost = false;
            lastLook = millis;
        }
        follow(image, size, millis);
        endDoubles(size);
        List<Person> people = new ArrayList<>();
        for (PersonTracker tracker : trackers) {
            Pose pose = tracker.now();
            if (pose != null) {
                people.add(new Person(tracker.id(), pose));
            }
        }
        endThoseThatAreOver();
        return people;
    }

    private void look(RgbImage image, PictureSize size) {
        if (finder == null) {
            finder = new PeopleFinder(model, size);
        }
        List<Pose> found = finder.largest(image);
        if (!looked && (everyone || found.size() > 1)) {
            found = finder.everyone(image);
        }
        List<Pose> newcomers = found.stream()
                .filter(pose -> trackers.stream().noneMatch(tracker -> same(tracker.last(), pose, size)))
                .sorted(Comparator.comparingDouble(
                                (Pose pose) -> Torso.of(pose, size).length())
                        .reversed())
                .toList();
        boolean several = trackers.size() + newcomers.size() > 1;
        for (Pose pose : newcomers) {
            if (trackers.size() < AT_ONCE) {
                trackers.add(new PersonTracker(tracks++, model.newEstimator(), pose, size, several));
            }
        }
    }

    private static boolean same(Pose a, Pose b, PictureSize size) {
        return Torso.of(a, size).distance(Torso.of(b, size)) < Bodies.SAME_PERSON;
    }

    private void follow(RgbImage image, PictureSize size, long millis) {
        List<Pose> before = trackers.stream().map(PersonTracker::last).toList();
        for (int i = 0; i < trackers.size(); i++) {
            PersonTracker tracker = trackers.get(i);
            List<Pose> others = new ArrayList<>(before);
            others.remove(i);
            Pose within = tracker.within();
            if (others.isEmpty() && within == null) {
                tracker.follow(image, millis);
                if (tracker.hasJumped()) {
                    tracker.stayWith(tracks++);
                }
            } else {
                tracker.follow(retouch(size).picture(image, before.get(i), others, within), millis);
            }
        }
    }

    private Retouch retouch(PictureSize size) {
        Retouch made = retouch;
        if (made == null) {
            made = new Retouch(size);
            retouch = made;
        }
        return made;
    }

    /** Of two on one body the younger ends. */
    private void endDoubles(PictureSize size) {
        for (int i = trackers.size() - 1; i > 0; i--) {
            PersonTracker tracker = trackers.get(i);
            boolean isDouble = false;
            for (int j = 0; j < i; j++) {
                Pose mine = tracker.now();
                Pose other = trackers.get(j).now();
                isDouble |= mine != null && other != null && Bodies.distance(mine, other, size) < SAME_BODY;
            }
            if (tracker.doubled(isDouble) >= SAME_BODY_FRAMES) {
                end(tracker);
                trackers.remove(i);
            }
        }
    }

    private void endThoseThatAreOver() {
        for (Iterator<PersonTracker> each = trackers.iterator(); each.hasNext(); ) {
            PersonTracker tracker = each.next();
            if (tracker.isOver()) {
                end(tracker);
                each.remove();
            }
        }
    }

    private void end(PersonTracker tracker) {
        tracker.close();
        lost = true;
    }

    @Override
    public void close() {
        trackers.forEach(PersonTracker::close);
        trackers.clear();
        if (finder != null) {
            finder.close();
        }
    }
}
