package dev.muybridge.job.source;

import dev.muybridge.media.Clip;

/**
 * What is processed of a file.
 *
 * @param clip its times
 * @param apart whether it is a video of its own beside other parts of the file, so that its name has its times
 */
public record Part(Clip clip, boolean apart) {
    /** All of it. */
    public static final Part WHOLE = new Part(Clip.WHOLE, false);
}
