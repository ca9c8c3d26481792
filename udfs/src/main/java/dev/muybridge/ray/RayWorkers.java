package dev.muybridge.ray;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.codec.AnnotateCodec;
import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.MeasureCodec;
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
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.Measurements;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import io.ray.api.Ray;
import io.ray.api.function.RayFunc2;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * {@link Workers} as actors of a Ray cluster: for each worker one process, counted as one processor, that does whatever is
 * next. What crosses a process boundary is encoded here, once.
 */
public final class RayWorkers implements Workers {
    /** The thread that decodes answers, so that the one that hands out calls does not wait for it. */
    static final String ANSWERS = "ray-answers";

    private static final double CPUS = 1;
    private static final int LOSSES = 10;
    private static final int CRASHES = 2;
    private static final int HANGS = 2;
    private static final int STARTS = 2;

    private static final List<WorkStep> STEPS = List.of(WorkStep.values());

    /** In the order of {@link #STEPS}. */
    private static final List<RayFunc2<WorkerActor, byte[], byte[]>> METHODS =
            List.of(WorkerActor::analyze, WorkerActor::measure, WorkerActor::annotate);

    /** Measuring a frame takes about a thousandth of the time that decoding it does. */
    private static final int MEASURED_AS_FAST_AS_ONE = 100;

    private final int size;
    private final Patience patience;
    private final RaySession session;
    private final ActorCalls calls;
    private final ActorPool pool;
    private final HeadWatch watch;
    private final ExecutorService answers;
    private boolean closed;

    private RayWorkers(RayToolkit toolkit, int size, RaySession session, long memory) {
        this.size = size;
        this.patience = toolkit.patience();
        this.session = session;
        this.calls = new ActorCalls(
                new RayActorSystem(), new CallPolicy(size, LOSSES, CRASHES, HANGS, patience.start(), STARTS, memory));
        this.pool = calls.pool("muybridge", orders(size), actors(toolkit));
        this.answers = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, ANSWERS);
            thread.setDaemon(true);
            return thread;
        });
        this.watch = HeadWatch.start(toolkit.address(), patience.head(), what -> calls.fail(gone(toolkit, what)));
        calls.start();
    }

    /**
     * Connects this process to the cluster, unless it is connected, and asks for {@code size} actors.
     *
     * @throws WorkersLostException when the cluster does not accept this process, saying why
     */
    static RayWorkers start(RayToolkit toolkit, int size, RaySettings settings) {
        long memory = MemoryLimit.current();
        try {
            return new RayWorkers(toolkit, size, RaySession.open(settings), memory);
        } catch (NoActorsException e) {
            throw new WorkersLostException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<List<Integer>> orders(int size) {
        return IntStream.range(0, size)
                .mapToObj(worker -> WorkStep.order(worker, size).stream()
                        .map(WorkStep::place)
                        .toList())
                .toList();
    }

    private static RayActors<WorkerActor> actors(RayToolkit toolkit) {
        return new RayActors<>(
                () -> Ray.actor(
                                WorkerActor::new,
                                toolkit.home(),
                                toolkit.model().name())
                        .setResource("CPU", CPUS)
                        .remote(),
                CPUS,
                WorkerActor::ready,
                METHODS,
                ends(toolkit));
    }

    private static Function<byte[], ProcessEnd> ends(RayToolkit toolkit) {
        Path crashes = new Installation(Path.of(toolkit.home())).crashes();
        return greeting -> WorkerProcess.endOf(crashes, greeting);
    }

    @Override
    public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
        int frames = order.packets().packets().size();
        return answer(
                WorkStep.ANALYZE, new Request(AnalyzeCodec.request(order), frames, guard.about()), AnalyzeCodec::poses);
    }

    @Override
    public CompletableFuture<Measurements> measure(MeasureOrder order) {
        int frames = order.track().frames() / MEASURED_AS_FAST_AS_ONE;
        return answer(
                WorkStep.MEASURE, new Request(MeasureCodec.request(order), frames, ""), MeasureCodec::measurements);
    }

    @Override
    public CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard) {
        int frames = order.packets().packets().size();
        return answer(
                WorkStep.ANNOTATE,
                new Request(AnnotateCodec.request(order), frames, guard.about()),
                AnnotateCodec::pictures);
    }

    /** Reads a response. */
    @FunctionalInterface
    private interface Decoder<T> {
        T decode(byte[] response) throws CodecException, VideoException;
    }

    /** An order of a worker, with what is known of it without decoding. */
    private record Request(byte[] bytes, int frames, String about) {}

    private <T> CompletableFuture<T> answer(WorkStep step, Request request, Decoder<T> decoder) {
        return pool.call(step.place(), request.bytes, patience.forFrames(request.frames), request.about)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(told(error)))
                .thenComposeAsync(
                        response -> {
                            try {
                                return CompletableFuture.completedFuture(decoder.decode(response));
                            } catch (CodecException | VideoException e) {
                                return CompletableFuture.failedFuture(e);
                            }
                        },
                        answers);
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
    public CallCounts counts(WorkStep step) {
        return counts(pool.counts(step.place()));
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

    @Override
    public List<WorkerCall> atWork() {
        return pool.atWork().stream()
                .map(call -> new WorkerCall(call.place(), STEPS.get(call.method()), call.about(), call.millis()))
                .toList();
    }

    /** How many calls each actor's place has been given. */
    List<Long> callsByActor() {
        return pool.counts(0).callsByActor();
    }

    private static NoActorsException gone(RayToolkit toolkit, String what) {
        return new NoActorsException("Ray's head at " + toolkit.address() + " is gone: " + what, null);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            watch.close();
            calls.close();
            answers.shutdown();
            session.close();
        }
    }
}
