package dev.muybridge.local;

import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * {@link Workers} as threads of this process, each working on one call at a time. Annotation goes before analysis, so that a
 * video that can be finished is finished before the next is begun; equal work goes in the order it came.
 */
public final class InProcessWorkers implements Workers {
    private final int size;
    private final AnalyzeStage analyze;
    private final AnnotateStage annotate;
    private final ThreadPoolExecutor executor;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLongArray calls;

    /** Held by each call under way, for writing by one that is to be alone. Fair, or such a one would wait for ever. */
    private final ReadWriteLock company = new ReentrantReadWriteLock(true);

    private final Tally analyses = new Tally();
    private final Tally annotations = new Tally();

    /**
     * @param size how many threads, 1 or more
     * @param analyze shared by all threads, and closed with them; its parts must allow that
     * @param annotate shared by all threads; its parts must allow that
     */
    public InProcessWorkers(int size, AnalyzeStage analyze, AnnotateStage annotate) {
        if (size < 1) {
            throw new IllegalArgumentException("workers must be 1 or more, was " + size);
        }
        this.size = size;
        this.analyze = analyze;
        this.annotate = annotate;
        this.calls = new AtomicLongArray(size);
        AtomicInteger number = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(),
                task -> new WorkerThread(task, number.getAndIncrement()),
                (call, closed) -> refuse(call));
    }

    @Override
    public CompletableFuture<byte[]> analyze(byte[] request) {
        return analyze(request, NativeGuard.NONE);
    }

    @Override
    public CompletableFuture<byte[]> annotate(byte[] request) {
        return annotate(request, NativeGuard.NONE);
    }

    @Override
    public CompletableFuture<byte[]> analyze(byte[] request, NativeGuard guard) {
        return submit(1, analyses, guarded(guard, () -> analyze.analyze(request)));
    }

    @Override
    public CompletableFuture<byte[]> annotate(byte[] request, NativeGuard guard) {
        return submit(0, annotations, guarded(guard, () -> annotate.annotate(request)));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public CallCounts analyses() {
        return analyses.counts();
    }

    @Override
    public CallCounts annotations() {
        return annotations.counts();
    }

    /** How many calls each worker has begun so far. */
    public List<Long> callsByWorker() {
        List<Long> counts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            counts.add(calls.get(i));
        }
        return counts;
    }

    @Override
    public void close() {
        for (Runnable waiting : executor.shutdownNow()) {
            refuse(waiting);
        }
        analyze.close();
    }

    private static void refuse(Runnable call) {
        ((Call) call).result.completeExceptionally(new CancellationException("the workers were closed"));
    }

    private Work guarded(NativeGuard guard, Work work) {
        return () -> {
            Lock lock = guard.alone() ? company.writeLock() : company.readLock();
            lock.lock();
            try (NativeGuard.Passage passage = guard.enter()) {
                return work.run();
            } finally {
                lock.unlock();
            }
        };
    }

    private CompletableFuture<byte[]> submit(int priority, Tally tally, Work work) {
        tally.submitted();
        Call call = new Call(priority, sequence.getAndIncrement(), tally.around(work));
        executor.execute(call);
        return call.result;
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

    private interface Work {
        byte[] run() throws Exception;
    }

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
        Work around(Work work) {
            return () -> {
                long begun = System.nanoTime();
                begin(begun);
                try {
                    return work.run();
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

    private final class Call implements Runnable, Comparable<Call> {
        private final int priority;
        private final long number;
        private final Work work;
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();

        Call(int priority, long number, Work work) {
            this.priority = priority;
            this.number = number;
            this.work = work;
        }

        @Override
        public void run() {
            calls.incrementAndGet(((WorkerThread) Thread.currentThread()).number);
            try {
                result.complete(work.run());
            } catch (Throwable e) {
                // Whatever happened belongs to this call alone: its future carries it to whoever asked.
                result.completeExceptionally(e);
            }
        }

        @Override
        public int compareTo(Call other) {
            return priority != other.priority
                    ? Integer.compare(priority, other.priority)
                    : Long.compare(number, other.number);
        }
    }
}
