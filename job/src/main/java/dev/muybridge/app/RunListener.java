package dev.muybridge.app;

import dev.muybridge.job.source.PassedOver;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Is notified of a run's progress by the thread that runs it. */
public interface RunListener {
    /** The step that {@link #took} reports for the job itself: from its submission to its last commit. */
    String JOB = "job";

    /** The step that {@link #took} reports for the workers: from the job's submission until one starts on the first segment. */
    String WORKERS = "workers";

    /** Ignores everything. */
    RunListener NONE = new RunListener() {};

    /** Tables of an older version were rewritten, so that all tables in a folder have the same columns. */
    default void renewed(int tables) {}

    /** Videos that an earlier run had ready when it ended are published now. */
    default void wentOn(int videos) {}

    /**
     * A file that an earlier run left cannot be used and was moved out of the way; its video is made again.
     *
     * @param file where it was, below OUTPUT
     * @param why what is wrong with it
     */
    default void putAside(String file, String why) {}

    /** What was seen beside the inputs and not taken; told before {@link #planned}. */
    default void passedOver(PassedOver passed) {}

    /** The inputs are listed and compared with what is done. */
    default void planned(WorkList work) {}

    /**
     * The job has been submitted.
     *
     * @param job the job's id as Flink writes it
     * @param pages where a browser finds Flink's web pages, with the secret that they ask for; if they are not shown, the address
     *     of its REST interface; null in a JobManager, which does not know how it is reached
     */
    default void submitted(String job, @Nullable URI pages) {}

    /** Some time has passed. */
    default void progress(Snapshot snapshot) {}

    /**
     * A video has its row.
     *
     * @param video its name
     * @param state {@code done}, {@code partial} or {@code failed}
     * @param frames how many, 0 when it failed
     * @param message what there is to say, may be empty
     */
    default void finished(String video, String state, long frames, String message) {}

    /** A step at the start or the end took this long. */
    default void took(String step, double seconds) {}
}
