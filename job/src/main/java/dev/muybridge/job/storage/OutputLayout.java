package dev.muybridge.job.storage;

import dev.muybridge.job.model.VideoRef;
import java.io.Serializable;
import java.net.URI;
import java.util.Locale;
import org.apache.flink.core.fs.Path;

/**
 * Where everything lies under OUTPUT.
 *
 * @param root OUTPUT as a URI of one of Flink's file systems
 * @param optionsHash of the run
 */
public record OutputLayout(String root, String optionsHash) implements Serializable {
    static final String MADE_WITH = "made-with";

    /** OUTPUT itself, of options or of a layout. */
    public static Path folder(String root) {
        return new Path(URI.create(root));
    }

    /** The file system's path of {@code relative} below OUTPUT. */
    public Path path(String relative) {
        return new Path(folder(root), relative);
    }

    /** All that is not yet published. */
    public Path staging() {
        return path(".staging");
    }

    /** Flink's checkpoints of the run. */
    public Path checkpoints() {
        return path(".staging/checkpoints");
    }

    /** What is staged of that video, by any run. */
    public String stagingOfVideo(VideoRef video) {
        return ".staging/" + video.videoId();
    }

    /** What is staged of that video for these options. */
    public String stagingOfRun(VideoRef video) {
        return stagingOfVideo(video) + "/" + video.fingerprint() + "-" + optionsHash;
    }

    /** Says in that folder with what options and versions it is made, for whoever finds it later. */
    public Path madeWith(VideoRef video) {
        return path(stagingOfRun(video) + "/" + MADE_WITH);
    }

    /** One staged file of a segment; {@code kind} is its ending. */
    public Path staged(VideoRef video, int segment, String kind) {
        return path(stagingOfRun(video) + "/" + name(segment) + "." + kind);
    }

    /** The annotated video, below OUTPUT. */
    public static String annotated(VideoRef video) {
        return "annotated/" + video.outputName();
    }

    /** The folder of a video's published segments, below OUTPUT. */
    public static String segments(VideoRef video) {
        return "segments/" + video.videoId();
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
        return "videos/" + videoId + ".parquet";
    }

    private static String name(int segment) {
        return String.format(Locale.ROOT, "%05d", segment);
    }
}
