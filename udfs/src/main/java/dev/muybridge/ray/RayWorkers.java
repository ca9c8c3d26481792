package dev.muybridge.ray;

import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.Messages;
import dev.muybridge.install.ModelSize;
import dev.muybridge.ray.bridge.ActorCalls;
import dev.muybridge.ray.bridge.ActorPool;
import dev.muybridge.ray.bridge.CallPolicy;
import dev.muybridge.ray.bridge.HeadWatch;
import dev.muybridge.ray.bridge.NoActorsException;
import dev.muybridge.ray.bridge.PoolCounts;
import dev.muybridge.ray.bridge.RayActorSystem;
import dev.muybridge.ray.bridge.RayActors;
import dev.muybridge.ray.bridge.RaySession;
import dev.muybridge.ray.bridge.RaySettings;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import io.ray.api.Ray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * {@link Workers} as actors of a Ray cluster: for each worker one actor that analyses and one that annotates, each counted as half
 * a processor, and as many calls at a time as there are workers. So no core idles while there is work of either kind, and the
 * actors fit on as many cores as there are workers.
 */
public final class RayWorkers implements Workers {
    private static final double CPUS = 0.5;
    private static final int LOSSES = 10;
    private static final int HANGS = 2;
    private static final int STARTS = 2;

    private final int size;
    private final Patience patience;
    private final RaySession session;
    private final ActorCalls calls;
    private final ActorPool metrics;
    private final ActorPool pose;
    private final HeadWatch watch;
    private boolean closed;

    private RayWorkers(int size, Patience patience, RaySession session, ActorsOf actors) {
        this.size = size;
        this.patience = patience;
        this.session = session;
        this.calls =
                new ActorCalls(new RayActorSystem(), new CallPolicy(size, LOSSES, HANGS, patience.start(), STARTS));
        this.pose = calls.pool("pose", size, 0, actors.pose());
        // Annotation is served first: a video that can be finished is finished before the next is begun.
        this.metrics = calls.pool("metrics", size, 1, actors.metrics());
        this.watch = HeadWatch.start(actors.settings().address(), patience.head(), () -> calls.fail(gone(actors)));
        calls.start();
    }

    /** How actors are made. */
    private record ActorsOf(RaySettings settings, RayActors<MetricsActor> metrics, RayActors<PoseActor> pose) {}

    /**
     * Connects this process to the cluster, unless it is, and asks for {@code size} actors of each kind.
     *
     * @param home of the installation, on every node
     * @throws WorkersLostException when the cluster does not take this process in, saying why
     */
    public static RayWorkers start(RaySettings settings, String home, ModelSize model, WorkersSize size) {
        try {
            RaySession session = RaySession.open(settings);
            ActorsOf actors = new ActorsOf(
                    settings,
                    new RayActors<>(
                            () -> Ray.actor(MetricsActor::new)
                                    .setResource("CPU", CPUS)
                                    .remote(),
                            CPUS,
                            MetricsActor::ready,
                            MetricsActor::annotate),
                    new RayActors<>(
                            () -> Ray.actor(PoseActor::new, home, model.name())
                                    .setResource("CPU", CPUS)
                                    .remote(),
                            CPUS,
                            PoseActor::ready,
                            PoseActor::analyze));
            return new RayWorkers(size.workers(), size.patience(), session, actors);
        } catch (NoActorsException e) {
            throw new WorkersLostException(String.valueOf(e.getMessage()), e);
        }
    }

    /** How many workers, and how patient their callers are. */
    public record WorkersSize(int workers, Patience patience) {}

    @Override
    public CompletableFuture<byte[]> analyze(byte[] request) {
        try {
            return answer(
                    pose, request, Messages.analyzeRequest(request).getPackets().getPacketsCount());
        } catch (CodecException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<byte[]> annotate(byte[] request) {
        try {
            return answer(
                    metrics,
                    request,
                    Messages.annotateRequest(request).getPackets().getPacketsCount());
        } catch (CodecException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<byte[]> answer(ActorPool pool, byte[] request, int frames) {
        return pool.call(request, patience.forFrames(frames)).exceptionallyCompose(error -> {
            boolean nobodyLeft = error instanceof NoActorsException;
            return CompletableFuture.failedFuture(
                    nobodyLeft ? new WorkersLostException(String.valueOf(error.getMessage()), error) : error);
        });
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public CallCounts analyses() {
        return counts(pose.counts());
    }

    @Override
    public CallCounts annotations() {
        return counts(metrics.counts());
    }

    private static CallCounts counts(PoolCounts counts) {
        return new CallCounts(
                counts.inFlight(),
                counts.waiting(),
                counts.retries(),
                counts.lost(),
                counts.hung(),
                counts.busyMillis());
    }

    /** How many calls each actor's place has been given, those that analyse first. */
    List<Long> callsByActor() {
        List<Long> all = new ArrayList<>(pose.counts().callsByActor());
        all.addAll(metrics.counts().callsByActor());
        return all;
    }

    private NoActorsException gone(ActorsOf actors) {
        return new NoActorsException(
                "Ray's head at " + actors.settings().address() + " is gone: nobody has listened there for "
                        + patience.head().toSeconds() + " s",
                null);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            watch.close();
            calls.close();
            session.close();
        }
    }
}
