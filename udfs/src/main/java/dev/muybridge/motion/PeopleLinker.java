package dev.muybridge.motion;

import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns tracks into people. Tracks on either side of a border are one person if they saw the same frames and were close to each
 * other in them; a track that begins where another ended a short while before continues that person. Segments are given in
 * order.
 *
 * <p>People are numbered by how much they matter, from 0, the main subject: by the sum of their torso's length over all frames
 * that they were found in, so that a person who is large and in view for long comes first. Anyone found for less than half a
 * second, or less than half of a shorter video, is taken for a mistake and gets no number.
 */
public final class PeopleLinker {
    /** Mean distance over the frames that both sides of a border saw, torso lengths; more is another person. */
    private static final double NEAR = 0.6;

    /** A person may be out of sight for this many seconds. */
    private static final double ABSENCE = 1.5;

    /** How far a person may be from where they went out of sight, torso lengths, and how much further for each second. */
    private static final double REACH = 0.8;

    private static final double REACH_PER_SECOND = 6;

    private static final double LEAST_SECONDS = 0.5;

    private final TimeBase timeBase;
    private final List<Chain> chains = new ArrayList<>();
    private final List<Map<Integer, Chain>> segments = new ArrayList<>();
    private int frames;

    /** @param timeBase of the timestamps */
    public PeopleLinker(TimeBase timeBase) {
        this.timeBase = timeBase;
    }

    /** One person so far. */
    private static final class Chain {
        private Track latest;
        private int segment;
        private int frames;
        private double weight;

        private Chain(Track first) {
            latest = first;
        }
    }

    /**
     * Adds the next segment.
     *
     * @param tracks of its analysis
     * @param ownFrames how many frames are its own
     */
    public void add(List<Track> tracks, int ownFrames) {
        int segment = segments.size();
        Map<Integer, Chain> chainOf = new HashMap<>();
        segments.add(chainOf);
        frames += ownFrames;
        acrossTheBorder(tracks, segment);
        tracks.stream()
                .filter(track -> !chainOf.containsKey(track.id()))
                .sorted(Comparator.comparingLong((Track track) -> track.first().pts())
                        .thenComparingInt(Track::id))
                .forEach(track -> join(afterAbsence(track), track, segment));
    }

    private void acrossTheBorder(List<Track> tracks, int segment) {
        List<Chain> before =
                chains.stream().filter(chain -> chain.segment == segment - 1).toList();
        double[][] costs = new double[before.size()][tracks.size()];
        for (int row = 0; row < costs.length; row++) {
            for (int column = 0; column < tracks.size(); column++) {
                costs[row][column] = apart(before.get(row).latest, tracks.get(column));
            }
        }
        int[] columnOf = Assignment.cheapest(costs);
        for (int row = 0; row < columnOf.length; row++) {
            if (columnOf[row] >= 0) {
                join(before.get(row), tracks.get(columnOf[row]), segment);
            }
        }
    }

    /**
     * Mean distance over the frames at the border that either saw; in a frame that only one of them saw they count as just too
     * far apart, so that something mistaken for a person in two or three frames is not preferred to somebody who was there in
     * all of them.
     */
    private static double apart(Track before, Track after) {
        Map<Long, Torso> seen = new HashMap<>();
        Arrays.stream(before.tail()).forEach(sighting -> seen.put(sighting.pts(), sighting.torso()));
        double sum = 0;
        int both = 0;
        for (Track.Sighting sighting : after.head()) {
            Torso other = seen.get(sighting.pts());
            if (other != null) {
                sum += sighting.torso().distance(other);
                both++;
            }
        }
        int alone = seen.size() + after.head().length - 2 * both;
        return both == 0 || sum / both > NEAR ? Double.POSITIVE_INFINITY : (sum + NEAR * alone) / (both + alone);
    }

    /** The person who went out of sight nearest to where the track begins, null if it is somebody not seen before. */
    private @Nullable Chain afterAbsence(Track track) {
        Chain nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (Chain chain : chains) {
            double seconds =
                    timeBase.toSeconds(track.first().pts() - chain.latest.last().pts());
            double distance = track.first().torso().distance(chain.latest.last().torso());
            boolean inReach = seconds > 0 && seconds <= ABSENCE && distance <= REACH + REACH_PER_SECOND * seconds;
            if (inReach && distance < least) {
                nearest = chain;
                least = distance;
            }
        }
        return nearest;
    }

    private void join(@Nullable Chain known, Track track, int segment) {
        Chain chain = known;
        if (chain == null) {
            chain = new Chain(track);
            chains.add(chain);
        }
        chain.latest = track;
        chain.segment = segment;
        chain.frames += track.frames();
        chain.weight += track.weight();
        segments.get(segment).put(track.id(), chain);
    }

    /** How many people there are in all segments added, in a video of that length. */
    public int count(double seconds) {
        return ranked(seconds).size();
    }

    private List<Chain> ranked(double seconds) {
        double leastFrames = Math.min(frames / 2.0, LEAST_SECONDS * frames / seconds);
        return chains.stream()
                .filter(chain -> chain.frames >= leastFrames)
                .sorted(Comparator.comparingDouble((Chain chain) -> chain.weight)
                        .reversed())
                .toList();
    }

    /**
     * The people of all segments added.
     *
     * @param seconds length of the video
     * @param most how many people to number at most
     * @return for each segment, by track number, the person's number, -1 for tracks of anyone else
     */
    public List<int[]> people(double seconds, int most) {
        List<Chain> ranked = ranked(seconds).stream().limit(most).toList();
        List<int[]> people = new ArrayList<>();
        for (Map<Integer, Chain> chainOf : segments) {
            int[] personOf = new int
                    [1
                            + chainOf.keySet().stream()
                                    .mapToInt(Integer::intValue)
                                    .max()
                                    .orElse(-1)];
            Arrays.fill(personOf, -1);
            chainOf.forEach((track, chain) -> personOf[track] = ranked.indexOf(chain));
            people.add(personOf);
        }
        return people;
    }
}
