package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.config.People;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.Step;
import dev.muybridge.motion.Subject;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.Poses;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In 640 by 360 pixels and two seconds, somebody large at 448, and somebody small who goes from 64 to 185 in the first second. */
final class LinkFunctionTest {
    private static final int FRAMES = Flow.FRAMES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "1|1",
                "left|1",
                "right|0",
                "longest|0",
                "largest|0",
                // Frames are a tenth of a second apart, the small one walks 13 px in each.
                "at=70,180,0|1",
                "at=230,180,0.9|1",
                "at=230,180,0.999|1",
                "at=230,180,0.8996|1",
                "at=448,180,1.99|0",
            })
    void subject_isNumberZero(String subject, int chosen) throws Exception {
        LinkedVideo linked = Objects.requireNonNull(link(subject).result());

        assertThat(linked.people()).isEqualTo(2);
        assertThat(linked.segments())
                .extracting(LinkedSegment::people)
                .allSatisfy(people -> assertThat(people[chosen]).isZero());
        assertThat(linked.segments()[0].people()[1 - chosen]).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|There is no person 2: the people in it are numbered 0 to 1; run with --people all to see the numbers.",
                "at=300,20,0|Nobody is at 300,20 at 0.000 s: person 0 is at 448,145, person 1 is at 64,167 in a picture of 640x360;"
                        + " run with --people all to see the numbers.",
                "at=64,180,1.5|Nobody is at 64,180 at 1.500 s: person 0 is at 448,145 in a picture of 640x360;"
                        + " run with --people all to see the numbers.",
                "at=230,180,0.8|Nobody is at 230,180 at 0.800 s: person 0 is at 448,145, person 1 is at 172,167 in a picture of"
                        + " 640x360; run with --people all to see the numbers.",
                "at=448,180,2|There is no frame at 2.000 s to find the subject in: what is processed begins at 0.000 s and ends at"
                        + " 2.000 s.",
            })
    void subject_whoIsNotThere_failsTheVideoAndSaysWhoIs(String subject, String detail) throws Exception {
        assertThat(link(subject).failure()).isEqualTo(new Failure(FailureKind.NO_SUBJECT, detail));
    }

    @Test
    void subject_whereNobodyIs_isNobodyByARule_butAPersonMustBeThere() throws Exception {
        assertThat(Objects.requireNonNull(linkEmpty("left").result()).people()).isZero();
        assertThat(Objects.requireNonNull(linkEmpty("0").result()).people()).isZero();
        assertThat(linkEmpty("1").failure())
                .isEqualTo(new Failure(FailureKind.NO_SUBJECT, "There is no person 1: nobody is found in it."));
        assertThat(linkEmpty("at=1,2,0").failure())
                .isEqualTo(new Failure(
                        FailureKind.NO_SUBJECT,
                        "Nobody is at 1,2 at 0.000 s: nobody is found in that frame; choose another time; run with --people all to"
                                + " see the numbers."));
    }

    @Test
    void stagedPoses_thatAreGone_costTheirVideoAlone() throws Exception {
        Flow flow = flow("at=70,180,0", true);
        Step<AnalysedVideo> analysed = flow.analysed("a.mp4", Flow.SEGMENTS);
        String first =
                Objects.requireNonNull(analysed.result()).segments()[0].staged().path();
        var path = flow.layout().path(first);
        path.getFileSystem().delete(path, false);

        assertThat(link(flow, analysed, "at=70,180,0").failure())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.IO_ERROR));
    }

    private Step<LinkedVideo> link(String subject) throws Exception {
        Flow flow = flow(subject, true);
        return link(flow, flow.analysed("a.mp4", Flow.SEGMENTS), subject);
    }

    private Step<LinkedVideo> linkEmpty(String subject) throws Exception {
        Flow flow = flow(subject, false);
        return link(flow, flow.analysed("a.mp4", Flow.SEGMENTS), subject);
    }

    private static Step<LinkedVideo> link(Flow flow, Step<AnalysedVideo> video, String subject) {
        return new LinkFunction(flow.layout(), People.ALL, Subject.parse(subject)).map(video);
    }

    private Flow flow(String subject, boolean somebody) throws Exception {
        RunOptions options = Asked.of(folder.resolve("in"), folder.resolve("out " + subject + somebody))
                .subject(Subject.parse(subject))
                .options();
        Flow flow = new Flow(folder, options);
        flow.workers()
                .analyzeAs(order -> CompletableFuture.completedFuture(
                        somebody ? two(order.startPts(), order.endPts()) : nobody(order.startPts(), order.endPts())));
        return flow;
    }

    private static Poses two(long from, long to) {
        TrackerMark before = TrackerMark.of(new byte[0], new int[0]);
        TrackerMark after = TrackerMark.of(new byte[] {1}, new int[] {0, 1});
        return poses(from == 0 ? before : after, after, frames(from, to, LinkFunctionTest::seen));
    }

    private static List<Person> seen(long pts) {
        Person large = new Person(0, dev.muybridge.pose.Poses.standing(0.7, 0.5, 0.7));
        Person small = new Person(1, dev.muybridge.pose.Poses.standing(0.1 + 0.021 * pts, 0.5, 0.25));
        return pts < FRAMES ? List.of(large, small) : List.of(large);
    }

    private static Poses nobody(long from, long to) {
        TrackerMark nobody = TrackerMark.of(new byte[0], new int[0]);
        return poses(nobody, nobody, frames(from, to, pts -> List.of()));
    }

    private static List<PoseFrame> frames(long from, long to, LongFunction<List<Person>> seen) {
        return LongStream.range(from, to)
                .mapToObj(pts -> new PoseFrame(pts, seen.apply(pts)))
                .toList();
    }

    private static Poses poses(TrackerMark before, TrackerMark after, List<PoseFrame> frames) {
        return new Poses(
                new TrackedFrames(before, frames, Collections.nCopies(frames.size(), after), new byte[] {1}),
                "any",
                null,
                3);
    }
}
