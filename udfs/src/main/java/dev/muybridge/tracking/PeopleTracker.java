package dev.muybridge.tracking;

import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.tracking.PeopleFinder.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows everyone through a run of frames, in order. Each person has an estimator of their own, and anyone it might switch to is
 * erased from its picture. A large person with nobody of similar size in view is followed in the picture as it is, a small person
 * in a part of it. Looks for newcomers about once a second. A tracker that jumps to somebody else restarts on its own person; if
 * two are on the same body, one of them ends. One thread at a time.
 */
public final class PeopleTracker implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    /** With exactly one person in view, every second look is close and the others are wide; otherwise, each look is both. */
    private static final int CLOSELY = 2;

    /** After a tracker has ended, somebody may have no tracker. */
    private static final long LOOK_AGAIN_MILLIS = 200;

    private static final int AT_ONCE = 8;

    /** A person with a torso shorter than this fraction of the picture's short side is small. */
    private static final double SMALL = 0.08;

    /** A person whose torso is shorter than this fraction of another's is no rival to the other. */
    private static final double RIVAL = 0.64;

    /** How long to ignore a place where something briefly passed for a person, because starting a tracker is expensive. */
    private static final long NOBODY_MILLIS = 3000;

    /** A detection with a lower mean visibility is not taken for a person. */
    private static final double SEEN = 0.4;

    /** For how many frames two trackers have to be on the same body before one of them ends. */
    private static final int SAME_BODY_FRAMES = 3;

    /** Trackers whose ages differ by no more frames than this count as equally old. */
    private static final int SAME_AGE = 10;

    /** How much further than the other a tracker must have strayed to be the wrong one, in torso lengths. */
    private static final double MARGIN = 0.1;

    private final PoseModel model;
    private final List<PersonTracker> trackers = new ArrayList<>();
    private final List<Nobody> nobodies = new ArrayList<>();
    private @Nullable PeopleFinder finder;
    private @Nullable Retouch retouch;
    private long lastLook;
    private int looks;
    private boolean lost;
    private int tracks;

    /** Something that was taken for a person, and when that ended. */
    private record Nobody(Pose pose, long millis) {}

    /** A tracker for one run of frames. */
    public PeopleTracker(PoseModel model) {
        this.model = model;
    }

    /**
     * The people in the next frame, by track: the same number is the same person, but different numbers need not be different
     * people.
     *
     * @param image read during the call only; all of one size
     * @param millis the frame's presentation time; larger than in the previous call
     */
    public List<Person> next(RgbImage image, long millis) {
        PictureSize size = new PictureSize(image.width(), image.height());
        boolean due = looks == 0 || millis - lastLook >= (lost ? LOOK_AGAIN_MILLIS : LOOK_MILLIS);
        if (due) {
            begin(find(image, size), size, millis);
            lost = false;
            lastLook = millis;
            looks++;
        } else if (trackers.isEmpty()) {
            begin(finder(size).largest(image), size, millis);
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
        endThoseWhoAreGone(millis);
        return people;
    }

    /** Starts trackers for those of {@code found} whom no tracker follows yet. */
    private void begin(List<Pose> found, PictureSize size, long millis) {
        List<Pose> known = known();
        nobodies.removeIf(nobody -> millis - nobody.millis() > NOBODY_MILLIS);
        List<Pose> newcomers = found.stream()
                .filter(pose -> Bodies.visibility(pose) >= SEEN)
                .filter(pose -> known.stream().noneMatch(other -> same(other, pose, size)))
                .filter(pose -> nobodies.stream().noneMatch(nobody -> same(nobody.pose(), pose, size)))
                .sorted(Comparator.comparingDouble(
                                (Pose pose) -> Torso.of(pose, size).length())
                        .reversed())
                .toList();
        List<Pose> followed = worthwhile(newcomers, size).stream()
                .filter(pose -> !isFoundAgain(pose, millis))
                .toList();
        List<Pose> everyone = Stream.concat(known.stream(), followed.stream()).toList();
        for (Pose pose : followed) {
            if (trackers.size() < AT_ONCE) {
                PersonTracker tracker = new PersonTracker(tracks++, model, pose, size);
                boolean alone = everyone.stream()
                                .filter(other -> rivals(pose, other, size))
                                .count()
                        == 1;
                trackers.add(alone ? tracker : tracker.amongOthers());
            }
        }
    }

    /** Whether an estimator that follows {@code own} might switch to {@code other}, because that person is about as large. */
    private static boolean rivals(Pose own, Pose other, PictureSize size) {
        return Torso.of(other, size).length() >= RIVAL * Torso.of(own, size).length();
    }

    /** Whether {@code pose} is a person whose tracker is just losing them nearby; if so, that tracker restarts there. */
    private boolean isFoundAgain(Pose pose, long millis) {
        for (PersonTracker tracker : trackers) {
            if (tracker.isLosing(millis) && tracker.isNear(pose)) {
                tracker.beginAnew(pose);
                return true;
            }
        }
        return false;
    }

    private List<Pose> known() {
        return trackers.stream().map(PersonTracker::last).toList();
    }

    private List<Pose> find(RgbImage image, PictureSize size) {
        if (looks == 0) {
            return finder(size).everyone(image);
        }
        List<Pose> known = known();
        Look beside = looks % CLOSELY == 0 ? Look.CLOSE : Look.WIDE;
        return finder(size).newcomers(image, known, known.size() == 1 ? beside : Look.BOTH);
    }

    /** Small people count only if nobody else is in view, because then one of them may be the subject. */
    private List<Pose> worthwhile(List<Pose> newcomers, PictureSize size) {
        double least = SMALL * Math.min(size.width(), size.height());
        List<Pose> large = newcomers.stream()
                .filter(pose -> Torso.of(pose, size).length() >= least)
                .toList();
        return large.isEmpty() && trackers.isEmpty() ? newcomers : large;
    }

    private PeopleFinder finder(PictureSize size) {
        PeopleFinder made = finder;
        if (made == null) {
            made = new PeopleFinder(model, size, retouch(size));
            finder = made;
        }
        return made;
    }

    private static boolean same(Pose a, Pose b, PictureSize size) {
        return Torso.of(a, size).distance(Torso.of(b, size)) < Bodies.SAME_PERSON;
    }

    private void follow(RgbImage image, PictureSize size, long millis) {
        List<Pose> before = known();
        for (int i = 0; i < trackers.size(); i++) {
            PersonTracker tracker = trackers.get(i);
            Pose own = before.get(i);
            List<Pose> others = new ArrayList<>(before);
            others.remove(i);
            List<Pose> rivals =
                    others.stream().filter(other -> rivals(own, other, size)).toList();
            Pose within = tracker.within(rivals.isEmpty());
            RgbImage shown = picture(image, own, rivals, within);
            tracker.follow(shown, others, millis);
            if (tracker.isMissed()) {
                recover(tracker, others, within == null ? shown : picture(image, own, rivals, null), millis);
            }
        }
    }

    private RgbImage picture(RgbImage image, Pose own, List<Pose> rivals, @Nullable Pose within) {
        boolean asItIs = rivals.isEmpty() && within == null;
        return asItIs
                ? image
                : retouch(new PictureSize(image.width(), image.height())).picture(image, own, rivals, within);
    }

    /**
     * When the estimator has lost its person, takes a close look where they were. If nobody else is in view, anyone elsewhere is
     * a newcomer.
     */
    private void recover(PersonTracker tracker, List<Pose> others, RgbImage picture, long millis) {
        PictureSize size = new PictureSize(picture.width(), picture.height());
        List<Pose> near = finder(size).near(picture, tracker.last()).stream()
                .filter(pose -> others.stream().noneMatch(other -> same(other, pose, size)))
                .toList();
        tracker.recover(near, millis);
        if (tracker.isMissed() && others.isEmpty() && tracker.turnTo(tracks, millis)) {
            tracks++;
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

    /**
     * If two trackers are on one body, the younger one ends, or if they are equally old, the one that has come from further away.
     */
    private void endDoubles(PictureSize size) {
        Set<PersonTracker> wrong = new LinkedHashSet<>();
        for (int i = 0; i < trackers.size(); i++) {
            PersonTracker tracker = trackers.get(i);
            PersonTracker nearest = null;
            for (int j = 0; j < trackers.size(); j++) {
                if (j != i && onOneBody(tracker, trackers.get(j), size)) {
                    nearest = trackers.get(j);
                }
            }
            boolean worse = nearest != null && isWorse(tracker, nearest);
            if (tracker.doubled(worse) >= SAME_BODY_FRAMES) {
                wrong.add(tracker);
            }
        }
        wrong.forEach(this::end);
        trackers.removeAll(wrong);
    }

    private static boolean isWorse(PersonTracker tracker, PersonTracker other) {
        if (Math.abs(tracker.age() - other.age()) > SAME_AGE) {
            return tracker.age() < other.age();
        }
        double further = tracker.strayed() - other.strayed();
        return Math.abs(further) > MARGIN ? further > 0 : tracker.id() > other.id();
    }

    private static boolean onOneBody(PersonTracker a, PersonTracker b, PictureSize size) {
        Pose first = a.now();
        Pose second = b.now();
        return first != null && second != null && Bodies.distance(first, second, size) < Bodies.SAME_BODY;
    }

    private void endThoseWhoAreGone(long millis) {
        for (Iterator<PersonTracker> each = trackers.iterator(); each.hasNext(); ) {
            PersonTracker tracker = each.next();
            if (tracker.isGone(millis)) {
                if (!tracker.isKnown()) {
                    nobodies.add(new Nobody(tracker.last(), millis));
                }
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
