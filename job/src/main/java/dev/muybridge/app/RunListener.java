package dev.muybridge.app;

import java.net.URI;

/** Is told how a run goes, by the thread that runs it. */
public interface RunListener {
    /** The step {@link #took} tells of the job itself: from its submission to its last commit. */
    String JOB = "job";

    /** Listens to nothing. */
    RunListener NONE = new RunListener() {};

    /** The inputs are listed and compared with what is done. */
    default void planned(WorkList work) {}

    /** Flink's web interface is at {@code address} until the job ends. */
    default void ui(URI address) {}

    /** Some time has passed. */
    default void progress(Snapshot snapshot) {}

    /**
     * One video has its row.
     *
     * @param video its name
     * @param state {@code done} or {@code failed}
     * @param frames how many, 0 when it failed
     * @param message what there is to say, may be empty
     */
    default void finished(String video, String state, long frames, String message) {}

    /** A step of the start or the end took that long. */
    default void took(String step, double seconds) {}
}
