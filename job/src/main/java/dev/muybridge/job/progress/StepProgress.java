package dev.muybridge.job.progress;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far one step has got.
 *
 * @param step its operator's name
 * @param frames how many it has done in all
 * @param begun whether a worker has started working for it
 * @param videos by name, those under way and the latest that it is done with
 */
public record StepProgress(String step, long frames, boolean begun, Map<String, VideoFrames> videos)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public StepProgress {
        videos = Collections.unmodifiableMap(new LinkedHashMap<>(videos));
    }
}
