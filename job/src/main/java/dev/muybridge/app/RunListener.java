package dev.muybridge.app;

import java.net.URI;

/** Is told how a run goes, by the thread that runs it. */
public interface RunListener {
    /** The step {@link #took} tells of the job itself: from its submission to its last commit. */
    String JOB = "job";

    /** The step {@link #took} tells of the workers: from the job's submission to the first segment that one works on. */
    String WORKERS = "workers";

    /** Listens to nothing. */
    RunListener NONE = new RunListener() {};

    /** The inputs are listed and compared with what is done. */
    default void planned(WorkList work) {}

    /**
     * The job is handed over.
     *
     * @param job as Flink writes its id
     * @param rest address of Flink's REST interface, and of its web pages where there are some
     */
    default void submitted(String job, URI rest) {}

    /** Some time has passed. */
    default void progress(Snapshot snapshot) {}

    /**
     * One video has its row.
     *
     * @param video its name
     * @param state {@code done}, {@code partial} or {@code failed}
     * @param frames how many, 0 when it failed
     * @param message what there is to say, may be empty
     */
    default void finished(String video, String state, long frames, String message) {}

    /** A step of the start or the end took that long. */
    default void took(String step, double seconds) {}
}
