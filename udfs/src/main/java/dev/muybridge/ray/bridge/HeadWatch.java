package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches whether the head of a Ray cluster is still listening, and whether Ray's process on this machine is stopped, and reports once
 * when either has lasted for a while.
 */
public final class HeadWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** About a minute; by then Ray itself has given up on that process. Counted, because this process may have been stopped with it. */
    private static final int MOST_STOPPED = 30;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ray-head-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final RayAddress address;
    private final Duration patience;
    private final Consumer<String> gone;
    private long lastHeard = System.nanoTime();
    private int stopped;

    private HeadWatch(RayAddress address, Duration patience, Consumer<String> gone) {
        this.address = address;
        this.patience = patience;
        this.gone = gone;
    }

    /**
     * @param patience how long the head may be silent before {@code gone} is told
     * @param gone is told what happened
     */
    public static HeadWatch start(RayAddress address, Duration patience, Consumer<String> gone) {
        HeadWatch watch = new HeadWatch(address, patience, gone);
        var unused = watch.executor.scheduleWithFixedDelay(
                watch::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        stopped = Raylet.isStopped() ? stopped + 1 : 0;
        if (RaySession.listens(address)) {
            lastHeard = System.nanoTime();
        }
        if (System.nanoTime() - lastHeard > patience.toNanos()) {
            report("nothing has been listening there for " + patience.toSeconds() + " s");
        } else if (stopped >= MOST_STOPPED) {
            Raylet.lose(); // a call of Ray's library would wait for it
            report("its raylet on this machine has been stopped for "
                    + INTERVAL.multipliedBy(stopped).toSeconds() + " s");
        }
    }

    private void report(String what) {
        executor.shutdown();
        gone.accept(what);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
