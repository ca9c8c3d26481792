package dev.muybridge.whole;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets some analyses through and holds the others until told to go on, so that a test can look at a job in the middle. It says of
 * analyses that they were retried {@value #RETRIES} times and lost, hung and recycled workers as often as the constants say.
 *
 * @param free how many analyses go through
 */
public record HeldToolkit(WatchedToolkit toolkit, int free) implements Toolkit {
    /** Told of analyses. */
    public static final int RETRIES = 3;

    /** Told of analyses. */
    public static final int LOST = 4;

    /** Told of analyses. */
    public static final int HUNG = 5;

    /** Told of analyses. */
    public static final int RECYCLED = 6;

    private static final Map<HeldToolkit, CompletableFuture<Void>> GATES = new ConcurrentHashMap<>();

    /** A toolkit for one run. */
    public static HeldToolkit of(RunOptions options, int free) {
        HeldToolkit held = new HeldToolkit(WatchedToolkit.of(options), free);
        GATES.put(held, new CompletableFuture<>());
        return held;
    }

    /**
     * A folder with a text that is called a video, and then twice {@link SmallVideos#step()}. With one worker, not more of it is under
     * way than two segments, so those of the first video are analysed before those of the second.
     */
    public static Path videos(Path folder) throws IOException {
        Path videos = Files.createDirectory(folder.resolve("in"));
        Files.writeString(videos.resolve("0.mp4"), "no video\n".repeat(100));
        Files.copy(SmallVideos.step(), videos.resolve("1.mp4"));
        Files.copy(SmallVideos.step(), videos.resolve("2.mp4"));
        return videos;
    }

    /** Lets everything through from now on. */
    public void release() {
        gate().complete(null);
    }

    @Override
    public VideoFiles videoFiles() {
        return toolkit.videoFiles();
    }

    @Override
    public int workers() {
        return toolkit.workers();
    }

    @Override
    public Workers startWorkers(int share) {
        return new HeldWorkers(toolkit.startWorkers(share), free, gate());
    }

    private CompletableFuture<Void> gate() {
        CompletableFuture<Void> gate = GATES.get(this);
        if (gate == null) {
            throw new IllegalStateException(this + " was not made by of()");
        }
        return gate;
    }

    private static final class HeldWorkers extends PassingWorkers {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger held = new AtomicInteger();
        private final int free;
        private final CompletableFuture<Void> gate;

        HeldWorkers(Workers workers, int free, CompletableFuture<Void> gate) {
            super(workers);
            this.free = free;
            this.gate = gate;
        }

        @Override
        public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
            if (begun.incrementAndGet() <= free) {
                return super.analyze(order, guard);
            }
            held.incrementAndGet();
            return gate.thenCompose(open -> {
                held.decrementAndGet();
                return super.analyze(order, guard);
            });
        }

        @Override
        public CallCounts counts(WorkStep step) {
            CallCounts counts = super.counts(step);
            if (step != WorkStep.ANALYZE) {
                return counts;
            }
            int inFlight = counts.inFlight() + held.get();
            return new CallCounts(inFlight, counts.waiting(), RETRIES, LOST, HUNG, RECYCLED, counts.busyMillis());
        }
    }
}
