package dev.muybridge.local;

import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.stage.Measurements;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.stage.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * {@link Workers} as threads of this process, each working on one call at a time. Which step goes first depends on the worker, as
 * {@link WorkStep#order} has it; work of the same step goes in the order it came.
 */
public final class InProcessWorkers implements Workers {
    private final int size;
    private final AnalyzeStage analyze;
    private final MeasureStage measure;
    private final AnnotateStage annotate;
    private final ThreadPoolExecutor executor;
    private final Map<WorkStep, Deque<Call<?>>> waiting = new EnumMap<>(WorkStep.class);
    private final AtomicLongArray calls;
    private final AtomicReferenceArray<Begun> begun;

    /** Held by each call under way, for writing by one that is to run alone. Fair, or that one would wait for ever. */
    private final ReadWriteLock company = new ReentrantReadWriteLock(true);

    private final Map<WorkStep, Tally> tallies = new EnumMap<>(WorkStep.class);

    /**
     * The stages are shared by all threads, and so are their parts.
     *
     * @param size how many threads, 1 or more
     * @param analyze closed with the workers
     */
    public InProcessWorkers(int size, AnalyzeStage analyze, MeasureStage measure, AnnotateStage annotate) {
        if (size < 1) {
            throw new IllegalArgumentException("workers must be 1 or more, was " + size);
        }
        this.size = size;
        this.analyze = analyze;
        this.measure = measure;
        this.annotate = annotate;
        this.calls = new AtomicLongArray(size);
        this.begun = new AtomicReferenceArray<>(size);
        for (WorkStep step : WorkStep.values()) {
            tallies.put(step, new Tally());
            waiting.put(step, new ArrayDeque<>());
        }
        AtomicInteger number = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new WorkerThread(task, number.getAndIncrement()),
                (turn, closed) -> refuseAll());
    }

    @Override
    public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
        return submit(WorkStep.ANALYZE, guard.about(), guarded(guard, () -> analyze.analyze(order)));
    }

    @Override
    public CompletableFuture<Measurements> measure(MeasureOrder order) {
        return submit(WorkStep.MEASURE, "", () -> measure.measure(order));
    }

    @Override
    public CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard) {
        return submit(WorkStep.ANNOTATE, guard.about(), guarded(guard, () -> annotate.annotate(order)));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public CallCounts counts(WorkStep step) {
        return tally(step).counts();
    }

    @Override
    public List<WorkerCall> atWork() {
        List<WorkerCall> atWork = new ArrayList<>();
        long now = System.nanoTime();
        for (int i = 0; i < size; i++) {
            Begun call = begun.get(i);
            if (call != null) {
                atWork.add(new WorkerCall(i, call.step, call.about, TimeUnit.NANOSECONDS.toMillis(now - call.nanos)));
            }
        }
        return atWork;
    }

    /** How many calls each worker has started so far. */
    public List<Long> callsByWorker() {
        List<Long> counts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            counts.add(calls.get(i));
        }
        return counts;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        refuseAll();
        analyze.close();
    }

    private void refuseAll() {
        for (Call<?> call = next(0); call != null; call = next(0)) {
            call.result.completeExceptionally(new CancellationException("the workers were closed"));
        }
    }

    private <T> Callable<T> guarded(NativeGuard guard, Callable<T> work) {
        return () -> {
            Lock lock = guard.alone() ? company.writeLock() : company.readLock();
            lock.lock();
            try (NativeGuard.Passage passage = guard.enter()) {
                return work.call();
            } finally {
                lock.unlock();
            }
        };
    }

    private <T> CompletableFuture<T> submit(WorkStep step, String about, Callable<T> work) {
        Tally tally = tally(step);
        tally.submitted();
        Call<T> call = new Call<>(step, about, tally.around(work));
        synchronized (waiting) {
            queue(step).add(call);
        }
        // Not the call itself: which one goes next is found when a worker is free, and depends on the worker.
        executor.execute(this::turn);
        return call.result;
    }

    private void turn() {
        int worker = ((WorkerThread) Thread.currentThread()).number;
        Call<?> call = next(worker);
        if (call != null) {
            call.run(worker);
        }
    }

    /** The call that goes next to that worker, null if none is waiting. */
    private @Nullable Call<?> next(int worker) {
        synchronized (waiting) {
            for (WorkStep step : WorkStep.order(worker, size)) {
                Call<?> call = queue(step).poll();
                if (call != null) {
                    return call;
                }
            }
            return null;
        }
    }

    private Deque<Call<?>> queue(WorkStep step) {
        return Objects.requireNonNull(waiting.get(step), "each step has its queue");
    }

    private Tally tally(WorkStep step) {
        return Objects.requireNonNull(tallies.get(step), "each step has its tally");
    }

    /** A call never ends its thread, so there are as many threads in all as workers. */
    private static final class WorkerThread extends Thread {
        private final int number;

        WorkerThread(Runnable task, int number) {
            super(task, "worker-" + number);
            this.number = number;
            setDaemon(true);
        }
    }

    /** A call under way. */
    private record Begun(WorkStep step, String about, long nanos) {}

    /** Counts the calls of one kind. */
    private static final class Tally {
        private int waiting;
        private int inFlight;
        private long endedNanos;
        private long sumOfBegun;

        synchronized void submitted() {
            waiting++;
        }

        /** A call that begins and ends in here is counted. */
        <T> Callable<T> around(Callable<T> work) {
            return () -> {
                long begun = System.nanoTime();
                begin(begun);
                try {
                    return work.call();
                } finally {
                    end(begun);
                }
            };
        }

        private synchronized void begin(long begun) {
            waiting--;
            inFlight++;
            sumOfBegun += begun;
        }

        private synchronized void end(long begun) {
            inFlight--;
            sumOfBegun -= begun;
            endedNanos += System.nanoTime() - begun;
        }

        synchronized CallCounts counts() {
            long underWay = inFlight * System.nanoTime() - sumOfBegun;
            return new CallCounts(inFlight, waiting, 0, 0, 0, 0, TimeUnit.NANOSECONDS.toMillis(endedNanos + underWay));
        }
    }

    private final class Call<T> {
        private final WorkStep step;
        private final String about;
        private final Callable<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Call(WorkStep step, String about, Callable<T> work) {
            this.step = step;
            this.about = about;
            this.work = work;
        }

        void run(int worker) {
            calls.incrementAndGet(worker);
            begun.set(worker, new Begun(step, about, System.nanoTime()));
            try {
                T answer = work.call();
                begun.set(worker, null);
                result.complete(answer);
            } catch (Throwable e) {
                // Whatever happened belongs to this call alone: its future carries it to the caller.
                begun.set(worker, null);
                result.completeExceptionally(e);
            }
        }
    }
}
