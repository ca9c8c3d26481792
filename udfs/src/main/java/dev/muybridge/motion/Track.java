package dev.muybridge.motion;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One person's path through the frames that the analysis of one segment saw, without the poses.
 *
 * @param id the track's number in its segment
 * @param first where it begins
 * @param last where it ends
 * @param head its sightings among the frames that the segment before saw too, in order
 * @param tail its sightings among the frames that the segment after sees too, in order
 * @param frames in how many of the segment's own frames the person was found
 * @param weight sum of the torso lengths in those frames, pixels
 */
public record Track(
        int id, Sighting first, Sighting last, Sighting[] head, Sighting[] tail, int frames, double weight) {
    /**
     * A person in a frame.
     *
     * @param pts the frame's presentation timestamp in ticks
     * @param torso where
     */
    public record Sighting(long pts, Torso torso) {}

    /**
     * The tracks of a segment.
     *
     * @param seen every frame that its analysis saw, in order; with a person's track for an id
     * @param size of the upright picture
     * @param own the segment's own frames
     * @param shared how many frames on either side of its borders the neighbours saw too
     */
    public static List<Track> of(List<PoseFrame> seen, PictureSize size, Span own, int shared) {
        Map<Integer, List<Sighting>> sightings = new LinkedHashMap<>();
        for (PoseFrame frame : seen) {
            for (Person person : frame.people()) {
                sightings
                        .computeIfAbsent(person.id(), id -> new ArrayList<>())
                        .add(new Sighting(frame.pts(), Torso.of(person.pose(), size)));
            }
        }
        long headEnd = seen.get(Math.min(shared, seen.size()) - 1).pts();
        long tailStart = seen.get(Math.max(0, seen.size() - shared)).pts();
        List<Track> tracks = new ArrayList<>();
        sightings.forEach((id, all) -> {
            List<Sighting> ofOwn = all.stream()
                    .filter(sighting -> own.contains(sighting.pts()))
                    .toList();
            tracks.add(new Track(
                    id,
                    all.get(0),
                    all.get(all.size() - 1),
                    all.stream().filter(sighting -> sighting.pts() <= headEnd).toArray(Sighting[]::new),
                    all.stream().filter(sighting -> sighting.pts() >= tailStart).toArray(Sighting[]::new),
                    ofOwn.size(),
                    ofOwn.stream()
                            .mapToDouble(sighting -> sighting.torso().length())
                            .sum()));
        });
        return tracks;
    }

    /**
     * Timestamps from one to before another.
     *
     * @param from ticks
     * @param to ticks
     */
    public record Span(long from, long to) {
        /** Whether that timestamp is one of them. */
        public boolean contains(long pts) {
            return pts >= from && pts < to;
        }
    }
}
