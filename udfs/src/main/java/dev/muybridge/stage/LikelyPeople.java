package dev.muybridge.stage;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Guesses while a segment is analysed which numbers people will have in the whole video. There, the larger their torso lengths add up to, the
 * smaller the number; so whoever is larger where the segment begins comes first. What happens later on can make that doubtful. One thread at a time.
 */
final class LikelyPeople {
    /** How many times as large as the next one everybody who is reported has to be at first. */
    private static final double LARGER = 1.25;

    private final PictureSize size;
    private final int most;

    /** Everybody seen so far, by number. */
    private final List<Ranked> ranked = new ArrayList<>();

    private boolean doubtful;

    /** Someone of a number. */
    private static final class Ranked {
        private int track;
        private double lengths;

        Ranked(int track) {
            this.track = track;
        }
    }

    /**
     * @param size of the upright picture
     * @param most how many are reported at most
     */
    LikelyPeople(PictureSize size, int most) {
        this.size = size;
        this.most = most;
    }

    /**
     * The reported ones of a frame, with their numbers, as if the segment began there.
     *
     * @param people with other tracks than in the segment
     */
    List<Person> outside(List<Person> people) {
        List<Person> reported = new ArrayList<>();
        for (Person person : largestFirst(people).subList(0, Math.min(most, people.size()))) {
            reported.add(new Person(reported.size(), person.pose()));
        }
        return reported;
    }

    /**
     * The reported ones of the next frame, with their numbers.
     *
     * @param people with their tracks
     */
    List<Person> among(List<Person> people) {
        if (ranked.isEmpty()) {
            begin(largestFirst(people));
        }
        for (Person person : people) {
            if (rank(person.id()) < 0) {
                add(person.id(), people);
            }
        }
        List<Person> reported = new ArrayList<>();
        for (Person person : people) {
            int rank = rank(person.id());
            ranked.get(rank).lengths += length(person);
            if (rank < most) {
                reported.add(new Person(rank, person.pose()));
            }
        }
        for (int i = 0; i < Math.min(most, ranked.size()); i++) {
            double lengths = ranked.get(i).lengths;
            doubtful |= ranked.stream().skip(i).anyMatch(next -> next.lengths > lengths);
        }
        return reported;
    }

    private void begin(List<Person> largestFirst) {
        for (int i = 0; i < largestFirst.size(); i++) {
            ranked.add(new Ranked(largestFirst.get(i).id()));
            doubtful |= i > 0 && i <= most && length(largestFirst.get(i - 1)) < LARGER * length(largestFirst.get(i));
        }
    }

    /** Somebody new: whoever is reported and not there, come back, or one more, whose number could be any. */
    private void add(int track, List<Person> people) {
        for (Ranked each : ranked.subList(0, Math.min(most, ranked.size()))) {
            if (people.stream().noneMatch(person -> person.id() == each.track)) {
                each.track = track;
                return;
            }
        }
        doubtful |= ranked.size() < most;
        ranked.add(new Ranked(track));
    }

    /** -1 for somebody new. */
    private int rank(int track) {
        for (int i = 0; i < ranked.size(); i++) {
            if (ranked.get(i).track == track) {
                return i;
            }
        }
        return -1;
    }

    private List<Person> largestFirst(List<Person> people) {
        return people.stream()
                .sorted(Comparator.comparingDouble(this::length).reversed())
                .toList();
    }

    private double length(Person person) {
        return Torso.of(person.pose(), size).length();
    }

    /** Whether other numbers are as likely. */
    boolean isDoubtful() {
        return doubtful;
    }
}
