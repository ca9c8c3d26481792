package dev.muybridge.bench;

import java.nio.file.Path;

/** A way to annotate a folder of videos. */
interface Contender {
    /**
     * Annotates all videos of {@code folder}, from the start of a process to its end.
     *
     * @param workers how many videos, or parts of them, are worked on at the same time
     */
    Effort run(Path folder, int workers) throws Exception;
}
