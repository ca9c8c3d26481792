package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.mediapipe.MediaPipePoseModel;
import dev.muybridge.inference.mediapipe.MediaPipePoseNetworks;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.media.ffmpeg.LocalSource;
import dev.muybridge.media.opencv.OpenCvSquareCutters;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.testing.OpenPoseReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the models themselves. */
final class PeopleTrackerIT {
    /** As many as the analysis of a segment sees before the segment's own. */
    private static final int LEAD = SegmentPlanner.PRE_ROLL;

    private TensorModel detector;
    private TensorModel landmarks;
    private SquareCutters cutters;

    @BeforeEach
    void load() {
        Installation installation = Installation.current();
        PoseNetworks networks =
                MediaPipePoseNetworks.load(installation.mediaPipeLibrary(), installation.model(ModelSize.FULL));
        detector = networks.detector();
        landmarks = networks.landmarks();
        cutters = new OpenCvSquareCutters();
    }

    @AfterEach
    void close() {
        detector.close();
        landmarks.close();
        cutters.close();
    }

    /** Before anything is snapped to the grid, the graph around the models does what MediaPipe's does, to 0.05 % of the trunk. */
    @ParameterizedTest
    @ValueSource(strings = {"single/cam01", "single/cam02", "single/cam03", "single/cam04"})
    void firstFrame_isMediaPipesOwn(String video) throws Exception {
        Installation installation = Installation.current();
        try (FrameReader reader = new Video(video).reader();
                PoseEstimator mediaPipe = MediaPipePoseModel.load(
                                installation.mediaPipeLibrary(), installation.model(ModelSize.FULL))
                        .newEstimator()) {
            reader.next();
            RgbImage image = reader.rgb();
            PictureSize size = new PictureSize(image.width(), image.height());
            Square whole = new Tiles(size).everywhere(true).get(0);
            SquareCutter picture = new RoundingCutter(image);
            Detection detection =
                    new BodyDetector(detector).look(picture, List.of(whole)).get(0);
            Body body = new BodyModel(landmarks).look(picture, detection.region());

            Pose expected = mediaPipe.estimate(image, 0).get(0);
            for (BodyPoint point : BodyPoint.values()) {
                double x = expected.landmark(point).x() * size.width() - body.x(point.index());
                double y = expected.landmark(point).y() * size.height() - body.y(point.index());
                assertThat(Math.hypot(x, y) / body.trunk()).as("%s", point).isLessThan(0.0005);
            }
        }
    }

    /** MediaPipe's own Python reaches 0.980 and 0.697 to 0.707, by the processor. */
    @ParameterizedTest
    @Tag("all")
    @CsvSource({"cam01, 0.977", "cam02, 0.694"})
    void wholeVideo_agreesWithOpenPoseAsMediaPipeDoes(String view, double pck) throws Exception {
        Video video = new Video("single/" + view);
        List<Pose> main = video.people(0, Integer.MAX_VALUE).stream()
                .map(people -> people.stream()
                        .map(Person::pose)
                        .max(Comparator.comparingDouble(pose -> height(pose)))
                        .orElse(null))
                .toList();

        assertThat(OpenPoseReference.of(view).pck(main, video.size())).isGreaterThan(pck);
    }

    private static double height(Pose pose) {
        return pose.landmark(BodyPoint.LEFT_ANKLE).y()
                - pose.landmark(BodyPoint.NOSE).y();
    }

    @Test
    void videoThatIsCut_isTheSameToTheBit() throws Exception {
        isTheSameWhereverItIsCut("multi/cam03", 30);
    }

    @ParameterizedTest
    @Tag("all")
    @ValueSource(strings = {"single/cam01", "single/cam02", "single/cam03", "single/cam04"})
    void otherVideos_areTheSame(String video) throws Exception {
        isTheSameWhereverItIsCut(video, 30);
    }

    private void isTheSameWhereverItIsCut(String name, int frames) throws Exception {
        Video video = new Video(name);
        List<List<Person>> whole = video.people(0, Integer.MAX_VALUE);
        for (int cut = frames; cut < whole.size(); cut += frames) {
            int end = Math.min(whole.size(), cut + frames);
            List<List<Person>> piece = video.people(cut - LEAD, end);
            for (int i = cut; i < end; i++) {
                assertThat(poses(piece.get(i - cut + LEAD)))
                        .as("%s cut at %s, frame %s", name, cut, i)
                        .isEqualTo(poses(whole.get(i)));
            }
        }
    }

    private static Set<Pose> poses(List<Person> people) {
        Set<Pose> poses = new HashSet<>();
        people.forEach(person -> poses.add(person.pose()));
        return poses;
    }

    private final class Video {
        private final VideoIndex index;
        private final PacketRun packets;

        Video(String name) throws Exception {
            LocalSource source = new LocalSource(Installation.current().sample(name + ".mp4"));
            FfmpegVideoFiles files = new FfmpegVideoFiles();
            index = files.index(source);
            packets = files.read(
                    source, SegmentPlanner.plan(index, 3600).segments().get(0).analysis());
        }

        FrameReader reader() throws Exception {
            return new FfmpegFrameCodec().reader(packets, index.info().rotation());
        }

        PictureSize size() {
            return new PictureSize(index.info().width(), index.info().height());
        }

        /** Who is seen in each frame by a tracker that begins in the first of them. */
        List<List<Person>> people(int from, int to) throws Exception {
            TimeBase timeBase = index.info().timeBase();
            PeopleTracker tracker = new PeopleTracker(detector, landmarks);
            List<List<Person>> people = new ArrayList<>();
            try (FrameReader reader = reader()) {
                int place = 0;
                for (VideoFrame frame = reader.next(); frame != null && place < to; frame = reader.next()) {
                    if (place >= from) {
                        people.add(tracker.next(cutters.of(reader.image()), timeBase.toMicros(frame.pts())));
                    }
                    place++;
                }
            }
            return people;
        }
    }
}
