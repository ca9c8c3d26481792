package dev.muybridge.ray.bridge;

import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.function.RayFunc1;
import io.ray.api.function.RayFunc2;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Actors of one Java class. Ray neither restarts them nor repeats their calls: {@link ActorCalls} does, which knows why an actor
 * ended and what its calls may cost.
 *
 * @param maker asks Ray for an actor, with the resources that {@code cpus} says
 * @param cpus share of a processor that an actor is counted as
 * @param ready answers when the actor is up, or throws why it cannot work
 * @param calls do the work, each a method of its own; their answers are {@link Weighed}
 * @param ends how the process that gave a greeting has ended, as {@link ActorFactory#endOf} reports it
 * @param <A> the actor's class
 */
public record RayActors<A>(
        Supplier<ActorHandle<A>> maker,
        double cpus,
        RayFunc1<A, byte[]> ready,
        List<RayFunc2<A, byte[], byte[]>> calls,
        Function<byte[], ProcessEnd> ends)
        implements ActorFactory {
    @Override
    public RemoteActor start() {
        Raylet.requireUsable();
        return new Actor<>(this, maker.get());
    }

    @Override
    public int methods() {
        return calls.size();
    }

    @Override
    public ProcessEnd endOf(byte[] greeting) {
        return ends.apply(greeting);
    }

    @Override
    public String resources() {
        return String.format(Locale.ROOT, "%.2f CPU", cpus);
    }

    private record Actor<A>(RayActors<A> kind, ActorHandle<A> handle) implements RemoteActor {
        @Override
        public Answer ready() {
            return new RayAnswer(handle.task(kind.ready).remote(), List.of());
        }

        /** By reference: arguments that travel inside the call would stay in this process for its whole life. */
        @Override
        public Answer call(int method, byte[] request) {
            Raylet.requireUsable();
            ObjectRef<byte[]> put = Ray.put(request);
            return new RayAnswer(handle.task(kind.calls.get(method), put).remote(), List.of(put));
        }

        @Override
        public void kill() {
            if (Raylet.isUsable()) {
                handle.kill(true);
            }
        }
    }
}
