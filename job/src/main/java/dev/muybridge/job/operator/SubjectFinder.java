package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.LinkedPeople;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Subject;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds the main subject that is asked for among the people of a video. */
final class SubjectFinder implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String SEE_NUMBERS = "run with --people all to see the numbers";

    /** Times in tables have many digits; to write three of them must be enough to name a frame. */
    private static final double HALF_A_MILLISECOND = 0.0005;

    private final OutputLayout layout;
    private final Subject subject;

    SubjectFinder(OutputLayout layout, Subject subject) {
        this.layout = layout;
        this.subject = subject;
    }

    /**
     * The same people, the main subject as number 0. A rule picks nobody where there is nobody.
     *
     * @throws VideoException when the number or the point that is asked for is nobody's
     * @throws IOException when the staged poses cannot be read
     */
    LinkedPeople numbered(LinkedPeople people, AnalysedVideo video) throws VideoException, IOException {
        OptionalInt found;
        if (subject instanceof Subject.Rule rule) {
            found = rule.of(people);
        } else if (subject instanceof Subject.At at) {
            found = OptionalInt.of(at(at, people, video));
        } else {
            found = numbered(((Subject.Numbered) subject).number(), people);
        }
        return found.isPresent() ? people.beginningWith(found.getAsInt()) : people;
    }

    private static OptionalInt numbered(int number, LinkedPeople people) throws VideoException {
        if (number < people.count()) {
            return OptionalInt.of(number);
        }
        if (number == 0) {
            return OptionalInt.empty();
        }
        throw new VideoException(
                FailureKind.NO_SUBJECT, "There is no person " + number + ": " + others(people.count()) + ".");
    }

    private static String others(int count) {
        return switch (count) {
            case 0 -> "nobody is found in it";
            case 1 -> "person 0 is the only one in it";
            default -> "the people in it are numbered 0 to " + (count - 1) + "; " + SEE_NUMBERS;
        };
    }

    private int at(Subject.At at, LinkedPeople people, AnalysedVideo video) throws VideoException, IOException {
        VideoInfo info = video.video().info();
        PictureSize size = new PictureSize(info.width(), info.height());
        List<Person> seen = seen(at, people, video);
        OptionalInt there = at.among(seen, size);
        if (there.isPresent()) {
            return there.getAsInt();
        }
        String others = seen.isEmpty()
                ? "nobody is found in that frame; choose another time"
                : seen.stream().map(person -> place(person, size)).collect(Collectors.joining(", "))
                        + " in a picture of " + info.width() + "x" + info.height();
        throw new VideoException(
                FailureKind.NO_SUBJECT,
                String.format(
                        Locale.ROOT,
                        "Nobody is at %.0f,%.0f at %.3f s: %s; %s.",
                        at.x(),
                        at.y(),
                        at.seconds(),
                        others,
                        SEE_NUMBERS));
    }

    private static String place(Person person, PictureSize size) {
        Centre centre = Centre.of(person.pose(), size);
        return String.format(Locale.ROOT, "person %d is at %.0f,%.0f", person.id(), centre.x(), centre.y());
    }

    /** Who is seen in the frame that is shown at that time, by number. */
    private List<Person> seen(Subject.At at, LinkedPeople people, AnalysedVideo video)
            throws VideoException, IOException {
        VideoInfo info = video.video().info();
        double seconds = at.seconds() + HALF_A_MILLISECOND;
        PosesRef[] segments = video.segments();
        for (int i = 0; i < segments.length; i++) {
            SegmentPlan plan = segments[i].segment().plan();
            if (seconds >= time(info, plan.startPts()) && seconds < time(info, plan.endPts())) {
                int[] numbers = people.numbers(Integer.MAX_VALUE).get(i);
                return frameAt(seconds, segments[i], info).people().stream()
                        .map(track -> new Person(numbers[track.id()], track.pose()))
                        .filter(person -> person.id() >= 0)
                        .toList();
            }
        }
        throw new VideoException(
                FailureKind.NO_SUBJECT,
                String.format(
                        Locale.ROOT,
                        "There is no frame at %.3f s to find the subject in: what is processed begins at %.3f s and ends at %.3f s.",
                        at.seconds(),
                        time(info, segments[0].segment().plan().startPts()),
                        time(
                                info,
                                segments[segments.length - 1].segment().plan().endPts())));
    }

    /** Seconds since the first frame of the file. */
    private static double time(VideoInfo info, long pts) {
        return info.timeBase().toSeconds(pts - info.firstPts());
    }

    private PoseFrame frameAt(double seconds, PosesRef segment, VideoInfo info) throws IOException {
        List<PoseFrame> frames = AnalyzeCodec.stagedPoses(
                        StagingStore.require(layout.path(segment.staged().path())))
                .tracked()
                .frames();
        PoseFrame shown = frames.get(0);
        for (PoseFrame frame : frames) {
            shown = time(info, frame.pts()) <= seconds ? frame : shown;
        }
        return shown;
    }
}
