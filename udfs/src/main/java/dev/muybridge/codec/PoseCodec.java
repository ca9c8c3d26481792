package dev.muybridge.codec;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.WorldLandmark;
import dev.muybridge.proto.FramePoses;
import dev.muybridge.proto.PersonPose;
import java.util.ArrayList;
import java.util.List;

/** Converts poses to messages and back. */
public final class PoseCodec {
    private static final int LANDMARK_FLOATS = 5;
    private static final int WORLD_FLOATS = 3;

    private PoseCodec() {}

    /** The message of one frame. */
    public static FramePoses toMessage(PoseFrame frame) {
        FramePoses.Builder message = FramePoses.newBuilder().setPts(frame.pts()).setUnreadable(!frame.readable());
        frame.people().forEach(person -> message.addPeople(toMessage(person.id(), person.pose())));
        return message.build();
    }

    /** The message of one person's pose. */
    static PersonPose toMessage(int id, Pose pose) {
        PersonPose.Builder message = PersonPose.newBuilder().setId(id);
        for (Landmark point : pose.landmarks()) {
            message.addLandmarks(point.x())
                    .addLandmarks(point.y())
                    .addLandmarks(point.z())
                    .addLandmarks(point.visibility())
                    .addLandmarks(point.presence());
        }
        for (WorldLandmark point : pose.worldLandmarks()) {
            message.addWorldLandmarks(point.x()).addWorldLandmarks(point.y()).addWorldLandmarks(point.z());
        }
        return message.build();
    }

    /** The frame of a message. */
    public static PoseFrame fromMessage(FramePoses message) throws CodecException {
        List<Person> people = new ArrayList<>(message.getPeopleCount());
        for (PersonPose person : message.getPeopleList()) {
            people.add(new Person(person.getId(), fromMessage(person)));
        }
        return new PoseFrame(message.getPts(), !message.getUnreadable(), people);
    }

    /** The pose of a message. */
    static Pose fromMessage(PersonPose message) throws CodecException {
        if (message.getLandmarksCount() != Pose.SIZE * LANDMARK_FLOATS
                || message.getWorldLandmarksCount() != Pose.SIZE * WORLD_FLOATS) {
            throw new CodecException("a pose has " + Pose.SIZE + " landmarks, found " + message.getLandmarksCount()
                    + " and " + message.getWorldLandmarksCount() + " numbers");
        }
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        List<WorldLandmark> worldLandmarks = new ArrayList<>(Pose.SIZE);
        for (int i = 0; i < Pose.SIZE; i++) {
            int at = i * LANDMARK_FLOATS;
            landmarks.add(new Landmark(
                    message.getLandmarks(at),
                    message.getLandmarks(at + 1),
                    message.getLandmarks(at + 2),
                    message.getLandmarks(at + 3),
                    message.getLandmarks(at + 4)));
            int world = i * WORLD_FLOATS;
            worldLandmarks.add(new WorldLandmark(
                    message.getWorldLandmarks(world),
                    message.getWorldLandmarks(world + 1),
                    message.getWorldLandmarks(world + 2)));
        }
        return new Pose(landmarks, worldLandmarks);
    }
}
