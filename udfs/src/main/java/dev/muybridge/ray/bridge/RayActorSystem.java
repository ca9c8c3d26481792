package dev.muybridge.ray.bridge;

import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.WaitResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Answers from the Ray cluster that this process is connected to. */
public final class RayActorSystem implements ActorSystem {
    @Override
    public List<Answer> done(List<Answer> answers, Duration patience) {
        List<ObjectRef<byte[]>> refs =
                answers.stream().map(answer -> ((RayAnswer) answer).reference()).toList();
        Raylet.requireUsable();
        WaitResult<byte[]> first = Ray.wait(refs, 1, (int) patience.toMillis());
        Set<ObjectRef<byte[]>> ready = new HashSet<>(first.getReady());
        return answers.stream()
                .filter(answer -> ready.contains(((RayAnswer) answer).reference()))
                .toList();
    }
}
