package dev.muybridge.whole;

import dev.muybridge.media.VideoFiles;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import java.io.Serializable;

/** Workers that are not quite the usual ones. */
record ChangedToolkit(WatchedToolkit toolkit, Change change) implements Toolkit {
    /** What becomes of the usual workers. */
    @FunctionalInterface
    interface Change extends Serializable {
        Workers of(Workers usual);
    }

    @Override
    public VideoFiles videoFiles() {
        return toolkit.videoFiles();
    }

    @Override
    public int workers() {
        return toolkit.workers();
    }

    @Override
    public Workers startWorkers(int share) {
        return change.of(toolkit.startWorkers(share));
    }
}
