package dev.muybridge.job.progress;

import java.io.Serializable;

/**
 * A video that has its row.
 *
 * @param video its name
 * @param state {@code done}, {@code partial} or {@code failed}
 * @param frames how many, 0 when it failed
 * @param message what there is to say, may be empty
 */
public record PublishedVideo(String video, String state, long frames, String message) implements Serializable {
    private static final long serialVersionUID = 1L;
}
