package dev.muybridge.stage;

import dev.muybridge.media.VideoFiles;
import java.io.Serializable;

/**
 * What the job needs from the world outside it, created where it runs: it travels as a description and opens things only when
 * asked. Equal descriptions share workers.
 */
public interface Toolkit extends Serializable {
    /** Reads and joins video files. */
    VideoFiles videoFiles();

    /** How many workers a run has in all. */
    int workers();

    /**
     * Starts workers; the caller closes them.
     *
     * @param workers how many: all of them, or the share of one of several machines
     * @throws IllegalStateException when a part is missing, naming it and where it was looked for
     */
    Workers startWorkers(int workers);
}
