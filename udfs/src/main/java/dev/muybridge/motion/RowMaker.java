package dev.muybridge.motion;

import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows from a video's linked poses, their filtered places and their measurements. Rows do not depend on where the video was
 * cut: a frame's rows depend on its place in the video alone.
 */
public final class RowMaker {
    private final Map<Integer, List<MeasuredPart>> measured;
    private final @Nullable Sights known;
    private final List<Integer> people;

    /**
     * @param measured the parts of every person that have frames for which rows are wanted
     * @param known from where to where people are in sight, if known people who are not seen get rows of their own; else null
     */
    public RowMaker(List<MeasuredPart> measured, @Nullable Sights known) {
        this.measured = measured.stream()
                .collect(Collectors.groupingBy(part -> part.part().person()));
        this.known = known;
        this.people = known == null ? List.of() : known.people();
    }

    /** The rows of the frame at that place of the video. */
    public FrameMetrics row(long frame, PoseFrame poses) {
        List<PersonMetrics> rows = new ArrayList<>();
        poses.people().forEach(person -> rows.add(seen(frame, person.id(), person.pose())));
        if (known != null) {
            for (int person : people) {
                if (known.spans(person, frame) && rows.stream().noneMatch(row -> row.id() == person)) {
                    rows.add(PersonMetrics.unseen(person));
                }
            }
        }
        rows.sort(Comparator.comparingInt(PersonMetrics::id));
        return new FrameMetrics(frame, poses.pts(), poses.readable(), rows);
    }

    private PersonMetrics seen(long frame, int person, Pose pose) {
        MeasuredPart part = measured.getOrDefault(person, List.of()).stream()
                .filter(each -> each.part().frames().contains(frame))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("person " + person + " was not measured in frame " + frame));
        return new PersonMetrics(person, pose, part.filtered(frame, pose), part.at(frame));
    }
}
