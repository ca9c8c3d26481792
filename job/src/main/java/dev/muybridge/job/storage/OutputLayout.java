package dev.muybridge.job.storage;

import dev.muybridge.job.model.Hashes;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.SegmentPlan;
import java.io.Serializable;
import java.util.Locale;
import org.apache.flink.core.fs.Path;

/**
 * Where everything lies under OUTPUT.
 *
 * @param root OUTPUT as a URI of one of Flink's file systems
 * @param ofAnyClip what the run's results depend on besides the input and the part of it
 */
public record OutputLayout(String root, Keys ofAnyClip) implements Serializable {
    /** The folder of the annotated videos, below OUTPUT. */
    public static final String ANNOTATED = "annotated";

    /** The folder of their segments, below OUTPUT. */
    public static final String SEGMENTS = "segments";

    /** The folder of what says which run owns OUTPUT, below OUTPUT. Each run makes it. */
    public static final String OWNER = ".owner";

    /** The folder of everything that is not yet published, below OUTPUT. */
    public static final String STAGING = ".staging";

    /** The folder of Flink's checkpoints of the run, below OUTPUT. */
    public static final String CHECKPOINTS = STAGING + "/checkpoints";

    /** What a run says about itself while it lasts, on a local disk; it is written beside that, under a name that begins alike. */
    public static final String STATUS = "status";

    /** The folder of the videos' rows, below OUTPUT. */
    public static final String ROWS = "videos";

    /** The folder of what runs say of themselves when they have ended, below OUTPUT. */
    public static final String REPORTS = "runs";

    static final String MADE_WITH = "made-with";

    /** What results of that video depend on besides the input. */
    public Keys keys(VideoRef video) {
        return ofAnyClip.of(video.clip());
    }

    /** OUTPUT itself. */
    public Location output() {
        return Location.ofUri(root);
    }

    /** The file system's path of {@code relative} below OUTPUT. */
    public Path path(String relative) {
        return output().child(relative).path();
    }

    /** Everything that is not yet published. */
    public Path staging() {
        return path(STAGING);
    }

    /** Flink's checkpoints of the run. */
    public Path checkpoints() {
        return path(CHECKPOINTS);
    }

    /** What is staged of that video, by any run. */
    public String stagingOfVideo(VideoRef video) {
        return ".staging/" + video.videoId();
    }

    /** The folder of what a step has staged of that video, of this input and under this key; below OUTPUT. */
    public String staging(Staged kind, VideoRef video) {
        return stagingOfVideo(video) + "/" + video.fingerprint() + "-" + kind.step() + "-"
                + Hashes.shortSha256(kind.key(keys(video)));
    }

    /**
     * One staged file of a segment. It is named by its ticks, so that files of different cuts never mix.
     *
     * @param startPts timestamp of the segment's first frame
     * @param endPts where its last frame stops being shown
     */
    public Path staged(Staged kind, VideoRef video, long startPts, long endPts) {
        return path(staged(kind, video, startPts + "-" + endPts));
    }

    /** One staged file of that segment. */
    public Path staged(Staged kind, SegmentRef segment) {
        SegmentPlan plan = segment.plan();
        return staged(kind, segment.video().ref(), plan.startPts(), plan.endPts());
    }

    /**
     * The poses of a segment as they are staged, below OUTPUT.
     *
     * @param ending tells those of a tracker that went on from the segment before from those of one that knew nobody
     */
    public String poses(SegmentRef segment, String ending) {
        SegmentPlan plan = segment.plan();
        return staged(Staged.POSES, segment.video().ref(), plan.startPts() + "-" + plan.endPts() + ending);
    }

    private String staged(Staged kind, VideoRef video, String name) {
        return staging(kind, video) + "/" + name + "." + kind.ending();
    }

    /** The note in the folder of the video's poses that says under what key they are made, for later runs. */
    public Path madeWith(VideoRef video) {
        return path(staging(Staged.POSES, video) + "/" + MADE_WITH);
    }

    /** The annotated video, below OUTPUT. */
    public static String annotated(VideoRef video) {
        return ANNOTATED + "/" + video.outputName();
    }

    /** The folder of a video's published segments, below OUTPUT. */
    public static String segments(VideoRef video) {
        return SEGMENTS + "/" + video.videoId();
    }

    /** A published segment, below OUTPUT. */
    public static String segment(VideoRef video, int segment) {
        return segments(video) + "/" + name(segment) + ".mp4";
    }

    /** The video's part of the table {@code metrics}, below OUTPUT. */
    public static String metrics(VideoRef video) {
        return "metrics/" + video.videoId() + ".parquet";
    }

    /** The video's row in the table {@code videos}, below OUTPUT. */
    public static String row(String videoId) {
        return ROWS + "/" + videoId + ".parquet";
    }

    /** The poses of everybody in view, for later runs; below OUTPUT. */
    public static String poses(VideoRef video) {
        return "poses/" + video.videoId() + ".poses";
    }

    /** What the run of that name says of itself when it has ended, below OUTPUT. */
    public static String report(String run) {
        return REPORTS + "/" + run + ".json";
    }

    private static String name(int segment) {
        return String.format(Locale.ROOT, "%05d", segment);
    }
}
