package dev.muybridge.motion;

import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns tracks into people. Whoever is followed at the end of a segment is followed at the beginning of the next one; and a track that
 * begins where another ended a short while before continues that person, and so does one of the same size that begins there some
 * seconds later. So people do not depend on where the video is cut. Segments
 * are given in order.
 *
 * <p>People are numbered by how much they matter, from 0, the main subject unless another one is chosen: by the sum of their torso's length over all frames
 * that they were found in, so that a person who is large and in view for long comes first. Anyone found for less than half a
 * second, or less than half of a shorter video, is taken for a mistake and gets no number.
 */
public final class PeopleLinker {
    /** Raised by whoever changes how tracks are linked, or made into rows: what the same poses give. */
    public static final int VERSION = 2;

    /** Whoever is out of sight for no longer than this many seconds is looked for as far as they can have run. */
    private static final double ABSENCE = 1.5;

    /** For longer, up to this many seconds, only near to where they went out of sight, and only if their size is about the same. */
    private static final double LONG_ABSENCE = 5;

    private static final double REACH_AFTER_LONG = 2.5;
    private static final double GROWN = 1.4;

    /** How far a person may be from where they went out of sight, torso lengths, and how much further for each second. */
    private static final double REACH = 0.8;

    private static final double REACH_PER_SECOND = 6;

    private static final double LEAST_SECONDS = 0.5;

    private final TimeBase timeBase;

    /** For each segment, by track number, the number of that track in the whole video. */
    private final List<int[]> segments = new ArrayList<>();

    /** The tracks through the whole video, by number; null while nobody has been seen there. */
    private final List<@Nullable Track> tracks = new ArrayList<>();

    /** Numbers of those who are followed at the end of the latest segment. */
    private int[] followed = {};

    private int frames;

    /** @param timeBase of the timestamps */
    public PeopleLinker(TimeBase timeBase) {
        this.timeBase = timeBase;
    }

    /**
     * Adds the next segment.
     *
     * @param seen its tracks
     * @param count how many numbers its tracks have; the first of them belong to those who were followed where it begins
     * @param end numbers of those who are followed where it ends, in the order in which the next segment numbers them
     * @param ownFrames how many frames it has
     */
    public void add(List<Track> seen, int count, int[] end, int ownFrames) {
        int[] inVideo = Arrays.copyOf(followed, Math.max(count, followed.length));
        for (int i = followed.length; i < count; i++) {
            inVideo[i] = tracks.size();
            tracks.add(null);
        }
        for (Track track : seen) {
            Track before = tracks.get(inVideo[track.id()]);
            tracks.set(inVideo[track.id()], before == null ? track : before.and(track));
        }
        segments.add(inVideo);
        followed = Arrays.stream(end).map(track -> inVideo[track]).toArray();
        frames += ownFrames;
    }

    /** One person: tracks one after another. */
    private static final class Chain {
        private final List<Integer> numbers = new ArrayList<>();
        private Track all;

        private Chain(Track first, int number) {
            all = first;
            numbers.add(number);
        }
    }

    private List<Chain> chains() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i) != null) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingLong(i -> track(i).first().pts()));
        List<Chain> chains = new ArrayList<>();
        for (int number : order) {
            Track track = track(number);
            Chain known = afterAbsence(chains, track);
            if (known == null) {
                chains.add(new Chain(track, number));
            } else {
                known.all = known.all.and(track);
                known.numbers.add(number);
            }
        }
        return chains;
    }

    private Track track(int number) {
        return Objects.requireNonNull(tracks.get(number), "only tracks of somebody who was seen are asked for");
    }

    /** The person who went out of sight nearest to where the track begins, null if it is somebody not seen before. */
    private @Nullable Chain afterAbsence(List<Chain> chains, Track track) {
        Chain nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (Chain chain : chains) {
            double seconds =
                    timeBase.toSeconds(track.first().pts() - chain.all.last().pts());
            double distance = track.first().torso().distance(chain.all.last().torso());
            double growth = track.length() / chain.all.length();
            boolean soon = seconds <= ABSENCE && distance <= REACH + REACH_PER_SECOND * seconds;
            boolean later =
                    seconds <= LONG_ABSENCE && distance <= REACH_AFTER_LONG && growth < GROWN && growth > 1 / GROWN;
            if (seconds > 0 && (soon || later) && distance < least) {
                nearest = chain;
                least = distance;
            }
        }
        return nearest;
    }

    /** The people of all segments added, in a video that lasts {@code seconds}; the most prominent is number 0. */
    public LinkedPeople people(double seconds) {
        double leastFrames = Math.min(frames / 2.0, LEAST_SECONDS * frames / seconds);
        List<LinkedPeople.Linked> ranked = chains().stream()
                .filter(chain -> chain.all.frames() >= leastFrames)
                .sorted(Comparator.comparingLong((Chain chain) -> chain.all.weight())
                        .reversed())
                .map(chain -> new LinkedPeople.Linked(chain.all, chain.numbers))
                .toList();
        return new LinkedPeople(ranked, segments);
    }
}
