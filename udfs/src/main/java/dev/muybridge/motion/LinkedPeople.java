package dev.muybridge.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The people of a video, numbered from 0, and which of the tracks in its segments are theirs. Immutable. */
public final class LinkedPeople {
    private final List<Linked> people;
    private final List<int[]> segments;

    /**
     * One person.
     *
     * @param path where they were first and last, and how often
     * @param tracks the numbers of their tracks in the whole video
     */
    record Linked(Track path, List<Integer> tracks) {}

    /**
     * @param people in the order of their numbers
     * @param segments for each segment, by track number, the number of that track in the whole video
     */
    LinkedPeople(List<Linked> people, List<int[]> segments) {
        this.people = people;
        this.segments = segments;
    }

    /** How many. */
    public int count() {
        return people.size();
    }

    /** The path of the person of that number through the whole video. */
    Track path(int person) {
        return people.get(person).path();
    }

    /** The same people, the one of that number first and all others in the same order after them. */
    public LinkedPeople beginningWith(int person) {
        List<Linked> others = new ArrayList<>(people);
        others.add(0, others.remove(person));
        return new LinkedPeople(others, segments);
    }

    /**
     * Whose tracks are whose.
     *
     * @param most how many people have a number at most
     * @return for each segment, by track number, the person's number, -1 for tracks of anyone else
     */
    public List<int[]> numbers(int most) {
        Map<Integer, Integer> personOf = new HashMap<>();
        for (int person = 0; person < Math.min(most, people.size()); person++) {
            for (int track : people.get(person).tracks()) {
                personOf.put(track, person);
            }
        }
        return segments.stream()
                .map(inVideo -> Arrays.stream(inVideo)
                        .map(track -> personOf.getOrDefault(track, -1))
                        .toArray())
                .toList();
    }
}
