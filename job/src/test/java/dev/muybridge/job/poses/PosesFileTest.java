package dev.muybridge.job.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.WorldLandmark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PosesFileTest {
    private static final PosesFile.Origin ORIGIN = new PosesFile.Origin("1-2", "0123456789abcdef", "00ff");

    /** Longer than the header. */
    private static final int HEADER = 60;

    private final Random random = new Random(1);

    @Test
    void anySegments_comeBackToTheBit() throws IOException {
        List<PosesFile.Segment> segments = segments();

        List<PosesFile.Segment> read = read(file(segments), ORIGIN);

        assertSame(read, segments);
    }

    private static void assertSame(List<PosesFile.Segment> read, List<PosesFile.Segment> segments) {
        assertThat(read).hasSameSizeAs(segments);
        for (int i = 0; i < read.size(); i++) {
            PosesFile.Segment expected = segments.get(i);
            assertThat(read.get(i))
                    .isEqualTo(new PosesFile.Segment(
                            expected.startPts(),
                            expected.endPts(),
                            expected.poses(),
                            read.get(i).pictures()));
            assertThat(read.get(i).pictures()).isEqualTo(expected.pictures());
        }
    }

    @Test
    void otherPictures_comeWithoutThem() throws IOException {
        List<PosesFile.Segment> segments = segments();

        List<PosesFile.Segment> read =
                read(file(segments), new PosesFile.Origin(ORIGIN.fingerprint(), ORIGIN.posesKey(), "other"));

        assertThat(read)
                .extracting(PosesFile.Segment::poses)
                .containsExactly(segments.get(0).poses(), segments.get(1).poses());
        assertThat(read).allSatisfy(segment -> assertThat(segment.pictures()).isEmpty());
    }

    @Test
    void otherOrigin_takesNothing() throws IOException {
        byte[] file = file(segments());

        for (PosesFile.Origin other : List.of(
                new PosesFile.Origin("1-3", ORIGIN.posesKey(), ORIGIN.picturesKey()),
                new PosesFile.Origin("1-2", "fedcba9876543210", ORIGIN.picturesKey()))) {
            assertThat(read(file, other)).isEmpty();
        }
    }

    /** A header that is damaged tells of another origin, whose poses are not taken. */
    @Test
    void damage_isFoundWhereverItIs() throws IOException {
        List<PosesFile.Segment> segments = segments();
        byte[] file = file(segments);
        assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length / 2), ORIGIN))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(new byte[0], ORIGIN))
                .hasMessage("published poses are damaged: the file is too short");
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            int at = HEADER + random.nextInt(file.length - HEADER);
            byte[] damaged = file.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            try {
                assertSame(read(damaged, ORIGIN), segments);
            } catch (IOException e) {
                found++;
            }
        }
        assertThat(found)
                .as("of 1,000; a few bits of Zstandard's own change nothing")
                .isGreaterThan(980);
    }

    /** A minute of one person who moves like one takes 1.9 MB as it is; 1.5 MB are allowed. */
    @Test
    void aPersonWhoMoves_takesAFifthLess() throws IOException {
        List<PoseFrame> frames = new ArrayList<>();
        float[] numbers = new float[Pose.SIZE * 8];
        for (int frame = 0; frame < 300; frame++) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += (float) (random.nextGaussian() * 0.002 + 0.001 * Math.sin(frame / 20.0 + i));
            }
            frames.add(new PoseFrame(frame, List.of(new Person(0, pose(numbers)))));
        }

        byte[] file = file(List.of(new PosesFile.Segment(0, 300, poses(frames), new byte[0])));

        assertThat(file.length).isLessThan(300 * numbers.length * Float.BYTES * 4 / 5);
    }

    private static Pose pose(float[] numbers) {
        List<Landmark> landmarks = new ArrayList<>();
        List<WorldLandmark> world = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 8) {
            landmarks.add(new Landmark(numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], numbers[i + 4]));
            world.add(new WorldLandmark(numbers[i + 5], numbers[i + 6], numbers[i + 7]));
        }
        return new Pose(landmarks, world);
    }

    private List<PosesFile.Segment> segments() {
        return List.of(
                new PosesFile.Segment(-5, 100, poses(frames(-5)), new byte[] {1, 2}),
                new PosesFile.Segment(100, 1L << 40, poses(frames(100)), new byte[] {3}));
    }

    private dev.muybridge.stage.Poses poses(List<PoseFrame> frames) {
        List<TrackerMark> marks = new ArrayList<>();
        for (PoseFrame frame : frames) {
            marks.add(new TrackerMark(
                    random.nextLong(),
                    frame.people().stream().mapToInt(Person::id).toArray()));
        }
        TrackerMark start = new TrackerMark(random.nextLong(), new int[] {0});
        return new dev.muybridge.stage.Poses(new TrackedFrames(start, frames, marks, new byte[0]), "any", null, 0);
    }

    private static List<PosesFile.Segment> read(byte[] file, PosesFile.Origin origin) throws IOException {
        List<PosesFile.Segment> read = new ArrayList<>();
        PosesFile.read(new ByteArrayInputStream(file), origin, (index, segment) -> {
            assertThat(index).isEqualTo(read.size());
            read.add(segment);
        });
        return read;
    }

    private static byte[] file(List<PosesFile.Segment> segments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PosesFile.write(out, ORIGIN, segments.size(), segments::get);
        return out.toByteArray();
    }

    /** People who come and go, in changing order, and a frame that cannot be decoded. */
    private List<PoseFrame> frames(long pts) {
        List<PoseFrame> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<Person> people = new ArrayList<>();
            for (int id = 0; id < 3; id++) {
                if (random.nextBoolean()) {
                    people.add(random.nextInt(people.size() + 1), new Person(id * 7, pose()));
                }
            }
            frames.add(i == 5 ? PoseFrame.unreadable(pts + i) : new PoseFrame(pts + i, people));
        }
        return frames;
    }

    private Pose pose() {
        List<Landmark> landmarks = new ArrayList<>();
        List<WorldLandmark> world = new ArrayList<>();
        for (int i = 0; i < Pose.SIZE; i++) {
            landmarks.add(new Landmark(number(), number(), number(), number(), number()));
            world.add(new WorldLandmark(number(), number(), number()));
        }
        return new Pose(landmarks, world);
    }

    private float number() {
        return switch (random.nextInt(20)) {
            case 0 -> -0.0f;
            case 1 -> Float.NaN;
            case 2 -> Float.NEGATIVE_INFINITY;
            default -> random.nextFloat() * 2 - 0.5f;
        };
    }
}
