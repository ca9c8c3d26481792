package dev.muybridge.job.progress;

import java.io.Serializable;
import java.util.List;

/**
 * Why no worker is left.
 *
 * @param reasons one line each for the user, the earliest first; empty while there are workers
 */
public record WorkersLost(List<String> reasons) implements Serializable {
    private static final long serialVersionUID = 1L;

    public WorkersLost {
        reasons = List.copyOf(reasons);
    }
}
