package dev.muybridge.motion;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One person's path through some frames, without the poses.
 *
 * @param id the track's number among the tracks of those frames
 * @param first where it begins
 * @param last where it ends
 * @param frames in how many of the frames the person was found
 * @param weight sum of the torso lengths in those frames, thousandths of a pixel; whole, so that it does not depend on the order
 */
public record Track(int id, Sighting first, Sighting last, int frames, long weight) {
    private static final double PARTS = 1000;

    /**
     * A person in a frame.
     *
     * @param pts the frame's presentation timestamp in ticks
     * @param torso where
     */
    public record Sighting(long pts, Torso torso) {}

    /**
     * The tracks of some frames.
     *
     * @param frames in order; with a person's track for an id
     * @param size of the upright picture
     */
    public static List<Track> of(List<PoseFrame> frames, PictureSize size) {
        Map<Integer, Track> tracks = new LinkedHashMap<>();
        for (PoseFrame frame : frames) {
            for (Person person : frame.people()) {
                Sighting here = new Sighting(frame.pts(), Torso.of(person.pose(), size));
                long weight = Math.round(here.torso.length() * PARTS);
                tracks.merge(person.id(), new Track(person.id(), here, here, 1, weight), Track::and);
            }
        }
        return new ArrayList<>(tracks.values());
    }

    /** The torso's mean length, thousandths of a pixel. At the edge of a picture a single one says little. */
    double length() {
        return (double) weight / frames;
    }

    /** This track and the same one further on, under this one's number. */
    Track and(Track next) {
        return new Track(id, first, next.last, frames + next.frames, weight + next.weight);
    }
}
