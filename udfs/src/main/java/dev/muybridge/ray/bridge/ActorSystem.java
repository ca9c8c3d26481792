package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.List;

/** Where actors run. */
public interface ActorSystem {
    /** Those of {@code answers} that have come, or will never come; waits until there is one, but not longer than {@code patience}. */
    List<Answer> done(List<Answer> answers, Duration patience);
}
