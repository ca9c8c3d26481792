package dev.muybridge.ray;

import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.Messages;
import dev.muybridge.install.Installation;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.ray.bridge.ActorCalls;
import dev.muybridge.ray.bridge.ActorPool;
import dev.muybridge.ray.bridge.CallCrashedException;
import dev.muybridge.ray.bridge.CallPolicy;
import dev.muybridge.ray.bridge.HeadWatch;
import dev.muybridge.ray.bridge.NoActorsException;
import dev.muybridge.ray.bridge.PoolCounts;
import dev.muybridge.ray.bridge.ProcessEnd;
import dev.muybridge.ray.bridge.RayActorSystem;
import dev.muybridge.ray.bridge.RayActors;
import dev.muybridge.ray.bridge.RaySession;
import dev.muybridge.ray.bridge.RaySettings;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import io.ray.api.Ray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * {@link Workers} as actors of a Ray cluster: for each worker one actor that analyses and one that annotates, each counted as half
 * a processor, and as many calls at a time as there are workers. So no core idles while there is work of either kind, and the
 * actors fit on as many cores as there are workers.
 */
public final class RayWorkers implements Workers {
    private static final double CPUS = 0.5;
    private static final int LOSSES = 10;
    private static final int CRASHES = 2;
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

    private RayWorkers(RayToolkit toolkit, RaySession session, long memory) {
        this.size = toolkit.workers();
        this.patience = toolkit.patience();
        this.session = session;
        this.calls = new ActorCalls(
                new RayActorSystem(), new CallPolicy(size, LOSSES, CRASHES, HANGS, patience.start(), STARTS, memory));
        this.pose = calls.pool("pose", size, poseActors(toolkit));
        // Last, so that it is served first: a video that can be finished is finished before the next is begun.
        this.metrics = calls.pool("metrics", size, metricsActors(toolkit));
        this.watch = HeadWatch.start(toolkit.address(), patience.head(), () -> calls.fail(gone(toolkit)));
        calls.start();
    }

    /**
     * Connects this process to the cluster, unless it is, and asks for as many actors of each kind as {@code toolkit} has workers.
     *
     * @throws WorkersLostException when the cluster does not take this process in, saying why
     */
    static RayWorkers start(RayToolkit toolkit, RaySettings settings) {
        long memory = MemoryLimit.current();
        try {
            return new RayWorkers(toolkit, RaySession.open(settings), memory);
        } catch (NoActorsException e) {
            throw new WorkersLostException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RayActors<PoseActor> poseActors(RayToolkit toolkit) {
        return new RayActors<>(
                () -> Ray.actor(PoseActor::new, toolkit.home(), toolkit.model().name())
                        .setResource("CPU", CPUS)
                        .remote(),
                CPUS,
                PoseActor::ready,
                PoseActor::analyze,
                ends(toolkit));
    }

    private static RayActors<MetricsActor> metricsActors(RayToolkit toolkit) {
        return new RayActors<>(
                () -> Ray.actor(MetricsActor::new).setResource("CPU", CPUS).remote(),
                CPUS,
                MetricsActor::ready,
                MetricsActor::annotate,
                ends(toolkit));
    }

    private static Function<byte[], ProcessEnd> ends(RayToolkit toolkit) {
        Path crashes = new Installation(Path.of(toolkit.home())).crashes();
        return greeting -> WorkerProcess.endOf(crashes, greeting);
    }

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
        return pool.call(request, patience.forFrames(frames))
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(told(error)));
    }

    private static Throwable told(Throwable error) {
        if (error instanceof NoActorsException) {
            return new WorkersLostException(String.valueOf(error.getMessage()), error);
        }
        return error instanceof CallCrashedException crashed
                ? new VideoException(FailureKind.QUARANTINED, Failure.quarantined(crashed.how()), error)
                : error;
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
                counts.recycled(),
                counts.busyMillis());
    }

    /** How many calls each actor's place has been given, those that analyse first. */
    List<Long> callsByActor() {
        List<Long> all = new ArrayList<>(pose.counts().callsByActor());
        all.addAll(metrics.counts().callsByActor());
        return all;
    }

    private static NoActorsException gone(RayToolkit toolkit) {
        return new NoActorsException(
                "Ray's head at " + toolkit.address() + " is gone: nobody has listened there for "
                        + toolkit.patience().head().toSeconds() + " s",
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
