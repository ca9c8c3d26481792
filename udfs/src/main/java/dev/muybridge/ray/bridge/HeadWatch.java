package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches whether the head of a Ray cluster is still listening, and reports once when it has not been for a while. */
public final class HeadWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ray-head-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final RayAddress address;
    private final Duration patience;
    private final Runnable gone;
    private long lastHeard = System.nanoTime();

    private HeadWatch(RayAddress address, Duration patience, Runnable gone) {
        this.address = address;
        this.patience = patience;
        this.gone = gone;
    }

    /** @param patience how long the head may be silent before {@code gone} is run */
    public static HeadWatch start(RayAddress address, Duration patience, Runnable gone) {
        HeadWatch watch = new HeadWatch(address, patience, gone);
        var unused = watch.executor.scheduleWithFixedDelay(
                watch::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        if (RaySession.listens(address)) {
            lastHeard = System.nanoTime();
        } else if (System.nanoTime() - lastHeard > patience.toNanos()) {
            executor.shutdown();
            gone.run();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
