package dev.muybridge.job.poses;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.WorldLandmark;
import dev.muybridge.proto.ColumnarPoses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Converts poses to columns and back, without loss. Neighbouring frames differ little, so the differences between them are
 * small numbers, and corresponding bytes of all numbers are stored together: that is what a compressor needs.
 */
final class PosesColumns {
    private static final int PICTURE = 5;
    private static final int WORLD = 3;
    private static final int COLUMNS = Pose.SIZE * (PICTURE + WORLD);
    private static final byte[] UNKNOWN = {};

    private PosesColumns() {}

    static byte[] toBytes(TrackedFrames tracked) {
        List<PoseFrame> frames = tracked.frames();
        ColumnarPoses.Builder message = ColumnarPoses.newBuilder();
        add(message, tracked.start());
        tracked.marks().forEach(mark -> add(message, mark));
        byte[] unreadable = new byte[frames.size()];
        Map<Integer, List<Pose>> tracks = new LinkedHashMap<>();
        long before = 0;
        for (int i = 0; i < unreadable.length; i++) {
            PoseFrame frame = frames.get(i);
            message.addSteps(frame.pts() - before);
            before = frame.pts();
            unreadable[i] = (byte) (frame.readable() ? 0 : 1);
            message.addPeople(frame.people().size());
            for (Person person : frame.people()) {
                message.addIds(person.id());
                tracks.computeIfAbsent(person.id(), id -> new ArrayList<>()).add(person.pose());
            }
        }
        message.setUnreadable(UnsafeByteOperations.unsafeWrap(unreadable));
        tracks.values().forEach(poses -> message.addPlanes(UnsafeByteOperations.unsafeWrap(planes(poses))));
        return message.build().toByteArray();
    }

    private static void add(ColumnarPoses.Builder message, TrackerMark mark) {
        message.addDigests(mark.digest()).addFollowed(mark.tracks().length);
        for (int track : mark.tracks()) {
            message.addTracks(track);
        }
    }

    private static byte[] planes(List<Pose> poses) {
        int count = poses.size();
        byte[] planes = new byte[count * COLUMNS * Integer.BYTES];
        int[] before = new int[COLUMNS];
        for (int i = 0; i < count; i++) {
            float[] numbers = numbers(poses.get(i));
            for (int column = 0; column < COLUMNS; column++) {
                int bits = Float.floatToRawIntBits(numbers[column]);
                int step = bits - before[column];
                before[column] = bits;
                int zigzag = (step << 1) ^ (step >> 31);
                for (int plane = 0; plane < Integer.BYTES; plane++) {
                    planes[(plane * COLUMNS + column) * count + i] = (byte) (zigzag >>> (plane * Byte.SIZE));
                }
            }
        }
        return planes;
    }

    private static float[] numbers(Pose pose) {
        float[] numbers = new float[COLUMNS];
        int next = 0;
        for (Landmark point : pose.landmarks()) {
            numbers[next] = point.x();
            numbers[next + 1] = point.y();
            numbers[next + 2] = point.z();
            numbers[next + 3] = point.visibility();
            numbers[next + 4] = point.presence();
            next += PICTURE;
        }
        for (WorldLandmark point : pose.worldLandmarks()) {
            numbers[next] = point.x();
            numbers[next + 1] = point.y();
            numbers[next + 2] = point.z();
            next += WORLD;
        }
        return numbers;
    }

    /** @throws IOException when the bytes are not poses in this form */
    static TrackedFrames fromBytes(byte[] bytes) throws IOException {
        ColumnarPoses message = parse(bytes);
        Map<Integer, Integer> frames = new LinkedHashMap<>();
        message.getIdsList().forEach(id -> frames.merge(id, 1, Integer::sum));
        int shown = message.getPeopleList().stream().mapToInt(Integer::intValue).sum();
        if (frames.size() != message.getPlanesCount()
                || shown != message.getIdsCount()
                || message.getPeopleCount() != message.getStepsCount()
                || message.getUnreadable().size() != message.getStepsCount()
                || message.getDigestsCount() != message.getStepsCount() + 1) {
            throw new IOException("published poses are damaged: their parts do not fit together");
        }
        Map<Integer, Iterator<Pose>> tracks = new HashMap<>();
        int next = 0;
        for (Map.Entry<Integer, Integer> track : frames.entrySet()) {
            tracks.put(
                    track.getKey(),
                    poses(message.getPlanes(next), track.getValue()).iterator());
            next++;
        }
        List<PoseFrame> poses = new ArrayList<>();
        Iterator<Integer> ids = message.getIdsList().iterator();
        long pts = 0;
        for (int i = 0; i < message.getStepsCount(); i++) {
            pts += message.getSteps(i);
            List<Person> people = new ArrayList<>();
            for (int person = 0; person < message.getPeople(i); person++) {
                int id = ids.next();
                people.add(new Person(
                        id,
                        Objects.requireNonNull(tracks.get(id), "each id has its poses")
                                .next()));
            }
            poses.add(new PoseFrame(pts, message.getUnreadable().byteAt(i) == 0, people));
        }
        List<TrackerMark> marks = marks(message);
        return new TrackedFrames(marks.get(0), poses, marks.subList(1, marks.size()), UNKNOWN);
    }

    private static List<TrackerMark> marks(ColumnarPoses message) throws IOException {
        int followed =
                message.getFollowedList().stream().mapToInt(Integer::intValue).sum();
        if (message.getFollowedCount() != message.getDigestsCount() || followed != message.getTracksCount()) {
            throw new IOException("published poses are damaged: their marks do not fit together");
        }
        List<TrackerMark> marks = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < message.getDigestsCount(); i++) {
            int[] tracks = new int[message.getFollowed(i)];
            for (int j = 0; j < tracks.length; j++) {
                tracks[j] = message.getTracks(next);
                next++;
            }
            marks.add(new TrackerMark(message.getDigests(i), tracks));
        }
        return marks;
    }

    private static ColumnarPoses parse(byte[] bytes) throws IOException {
        try {
            return ColumnarPoses.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("published poses are damaged: " + e.getMessage(), e);
        }
    }

    private static List<Pose> poses(ByteString planes, int count) throws IOException {
        if (planes.size() != count * COLUMNS * Integer.BYTES) {
            throw new IOException(
                    "published poses are damaged: " + count + " frames of a person have " + planes.size() + " bytes");
        }
        List<Pose> poses = new ArrayList<>(count);
        int[] bits = new int[COLUMNS];
        for (int i = 0; i < count; i++) {
            for (int column = 0; column < COLUMNS; column++) {
                int zigzag = 0;
                for (int plane = 0; plane < Integer.BYTES; plane++) {
                    zigzag |= (planes.byteAt((plane * COLUMNS + column) * count + i) & 0xff) << (plane * Byte.SIZE);
                }
                bits[column] += (zigzag >>> 1) ^ -(zigzag & 1);
            }
            poses.add(pose(bits));
        }
        return poses;
    }

    private static Pose pose(int[] bits) {
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        List<WorldLandmark> world = new ArrayList<>(Pose.SIZE);
        for (int point = 0; point < Pose.SIZE; point++) {
            int at = point * PICTURE;
            landmarks.add(new Landmark(
                    number(bits, at),
                    number(bits, at + 1),
                    number(bits, at + 2),
                    number(bits, at + 3),
                    number(bits, at + 4)));
            int there = Pose.SIZE * PICTURE + point * WORLD;
            world.add(new WorldLandmark(number(bits, there), number(bits, there + 1), number(bits, there + 2)));
        }
        return new Pose(landmarks, world);
    }

    private static float number(int[] bits, int column) {
        return Float.intBitsToFloat(bits[column]);
    }
}
