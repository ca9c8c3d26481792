package dev.muybridge.app;

import dev.muybridge.job.operator.Flow;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Colour;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.Limits;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.Rational;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.Measures;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.stage.Measurements;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.stage.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Workers that wait instead of computing, so that several machines' worth of them fit on one. A file of so many bytes is a video of as
 * many seconds, with ten frames in each.
 *
 * @param run tells it from others
 * @param workers how many in all
 * @param millis how long each analysis and each annotation takes
 */
record WaitingToolkit(long run, int workers, long millis) implements Toolkit {
    private static final AtomicLong RUNS = new AtomicLong();
    private static final Map<Long, Queue<Call>> CALLS = new ConcurrentHashMap<>();
    private static final int RATE = 10;
    private static final TimeBase TIME_BASE = new TimeBase(1, RATE);

    /**
     * One that has ended.
     *
     * @param fromNanos when it began
     * @param toNanos when it ended
     * @param group which workers did it; those of one task are one group
     */
    record Call(long fromNanos, long toNanos, long group) {}

    static WaitingToolkit of(int workers, long millis) {
        WaitingToolkit made = new WaitingToolkit(RUNS.incrementAndGet(), workers, millis);
        CALLS.put(made.run, new ConcurrentLinkedQueue<>());
        return made;
    }

    /** All calls so far. */
    List<Call> calls() {
        return List.copyOf(ended());
    }

    private Queue<Call> ended() {
        Queue<Call> ended = CALLS.get(run);
        if (ended == null) {
            throw new IllegalStateException(this + " was not made by of()");
        }
        return ended;
    }

    @Override
    public VideoFiles videoFiles() {
        return new MadeUpFiles();
    }

    @Override
    public Workers startWorkers(int share) {
        return new WaitingWorkers(share, millis, ended());
    }

    private static final class MadeUpFiles implements VideoFiles {
        @Override
        public VideoIndex index(ByteSource video, Clip clip, Limits limits) {
            int frames = (int) video.size() * RATE;
            long[] pts = LongStream.range(0, frames).toArray();
            boolean[] all = new boolean[frames];
            Arrays.fill(all, true);
            return new VideoIndex(
                    new VideoInfo("h264", 640, 360, 0, TIME_BASE, new Rational(RATE, 1), 0, frames, ""),
                    new PacketTable(pts, pts.clone(), new long[frames], all, all.clone(), new int[frames]));
        }

        @Override
        public PacketRun read(ByteSource video, PacketRange range) {
            return new PacketRun(
                    new StreamParameters(
                            "h264",
                            0,
                            new byte[0],
                            640,
                            360,
                            -1,
                            new Colour(0, 2, 2, 2),
                            new Rational(0, 1),
                            TIME_BASE),
                    List.of());
        }

        @Override
        public JoinReport join(JoinJob job, Path target) throws IOException {
            Files.writeString(target, "joined");
            return new JoinReport(
                    LongStream.range(0, job.original().size() * RATE).toArray(), "");
        }

        @Override
        public byte[] onlySegment(ByteSource joined) {
            throw new IllegalStateException("not used");
        }
    }

    /** Later steps go first, as with real ones. */
    private static final class WaitingWorkers implements Workers {
        private static final AtomicLong GROUPS = new AtomicLong();

        private final long group = GROUPS.incrementAndGet();
        private final int size;
        private final long millis;
        private final Queue<Call> ended;
        private final AtomicLong asked = new AtomicLong();
        private final ThreadPoolExecutor threads;

        WaitingWorkers(int size, long millis, Queue<Call> ended) {
            this.size = size;
            this.millis = millis;
            this.ended = ended;
            this.threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
        }

        private record Waiting(WorkStep step, long number, Runnable work) implements Runnable, Comparable<Waiting> {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public int compareTo(Waiting other) {
                int byStep = other.step.compareTo(step);
                return byStep != 0 ? byStep : Long.compare(number, other.number);
            }
        }

        private <T> CompletableFuture<T> after(WorkStep step, Supplier<T> answer) {
            CompletableFuture<T> future = new CompletableFuture<>();
            threads.execute(new Waiting(step, asked.incrementAndGet(), () -> {
                long from = System.nanoTime();
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                ended.add(new Call(from, System.nanoTime(), group));
                future.complete(answer.get());
            }));
            return future;
        }

        @Override
        public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
            return after(WorkStep.ANALYZE, () -> Flow.seen(order));
        }

        @Override
        public CompletableFuture<Measurements> measure(MeasureOrder order) {
            return CompletableFuture.supplyAsync(() -> new MeasureStage(Measures.STANDARD).measure(order));
        }

        @Override
        public CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard) {
            return after(WorkStep.ANNOTATE, () -> Flow.drawn(order));
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public CallCounts counts(WorkStep step) {
            return new CallCounts(0, 0, 0, 0, 0, 0, 0);
        }

        @Override
        public List<WorkerCall> atWork() {
            return List.of();
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
