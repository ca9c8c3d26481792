package dev.muybridge.job.progress;

import java.io.Serializable;
import java.util.List;

/**
 * What has been published.
 *
 * @param total how many videos
 * @param latest the latest of them from each subtask
 */
public record Published(long total, List<PublishedVideo> latest) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Published {
        latest = List.copyOf(latest);
    }
}
