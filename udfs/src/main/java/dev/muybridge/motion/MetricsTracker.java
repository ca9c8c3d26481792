package dev.muybridge.motion;

import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns poses into metrics, frame after frame in presentation order. A velocity needs the main subject in the frame before as
 * well: over a gap there is none.
 */
public final class MetricsTracker {
    private final PictureSize size;
    private final TimeBase timeBase;
    private @Nullable LastSeen before;

    /**
     * @param size of the upright picture
     * @param timeBase of the timestamps
     * @param before where the main subject was in the frame before the first, null if there is none or nobody was found
     */
    public MetricsTracker(PictureSize size, TimeBase timeBase, @Nullable LastSeen before) {
        this.size = size;
        this.timeBase = timeBase;
        this.before = before;
    }

    /** The metrics of the next frame, whose place in presentation order is {@code frame}. */
    public FrameMetrics next(long frame, PoseFrame poses) {
        List<PersonMetrics> people = new ArrayList<>(poses.people().size());
        LastSeen subject = null;
        for (Pose pose : poses.people()) {
            Velocity velocity = null;
            if (people.isEmpty()) {
                subject = new LastSeen(poses.pts(), Centre.of(pose, size));
                velocity = before == null ? null : velocity(before, subject);
            }
            people.add(new PersonMetrics(pose, Widths.of(pose, size), velocity));
        }
        before = subject;
        return new FrameMetrics(frame, poses.pts(), people);
    }

    private Velocity velocity(LastSeen from, LastSeen to) {
        return Velocity.between(from.centre(), to.centre(), timeBase.toSeconds(to.pts() - from.pts()));
    }
}
