package dev.muybridge.codec;

import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Velocity;
import dev.muybridge.motion.Widths;
import dev.muybridge.proto.FrameRow;
import dev.muybridge.proto.PersonRow;
import dev.muybridge.proto.VelocityMessage;
import java.util.ArrayList;
import java.util.List;

/** Metrics to messages and back. */
public final class MetricsCodec {
    private MetricsCodec() {}

    /** The message of one frame's metrics. */
    public static FrameRow toMessage(FrameMetrics metrics) {
        FrameRow.Builder row = FrameRow.newBuilder()
                .setFrame(metrics.frame())
                .setPts(metrics.pts())
                .setUnreadable(!metrics.readable());
        for (PersonMetrics person : metrics.people()) {
            PersonRow.Builder message = PersonRow.newBuilder()
                    .setPose(PoseCodec.toMessage(person.id(), person.pose()))
                    .setShoulderWidthPx(person.widths().shoulderPx())
                    .setHipWidthPx(person.widths().hipPx())
                    .setShoulderWidthM(person.widths().shoulderM())
                    .setHipWidthM(person.widths().hipM());
            Velocity velocity = person.velocity();
            if (velocity != null) {
                message.setVelocity(
                        VelocityMessage.newBuilder().setX(velocity.x()).setY(velocity.y()));
            }
            row.addPeople(message);
        }
        return row.build();
    }

    /** The metrics of a message. */
    public static FrameMetrics fromMessage(FrameRow row) throws CodecException {
        List<PersonMetrics> people = new ArrayList<>(row.getPeopleCount());
        for (PersonRow person : row.getPeopleList()) {
            people.add(new PersonMetrics(
                    person.getPose().getId(),
                    PoseCodec.fromMessage(person.getPose()),
                    new Widths(
                            person.getShoulderWidthPx(),
                            person.getHipWidthPx(),
                            person.getShoulderWidthM(),
                            person.getHipWidthM()),
                    person.hasVelocity()
                            ? new Velocity(
                                    person.getVelocity().getX(),
                                    person.getVelocity().getY())
                            : null));
        }
        return new FrameMetrics(row.getFrame(), row.getPts(), !row.getUnreadable(), people);
    }
}
