package dev.muybridge.ray.bridge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the head of a Ray cluster is still listening, and whether Ray's process on this machine is stopped, and reports once
 * when either has lasted for a while, or when the head's name has become that of another machine: a head that takes another's place
 * knows nothing of what that one was asked.
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
    private final Names names;
    private final @Nullable InetAddress first;
    private long lastHeard = System.nanoTime();
    private int stopped;

    private HeadWatch(RayAddress address, Duration patience, Consumer<String> gone, Names names) {
        this.address = address;
        this.patience = patience;
        this.gone = gone;
        this.names = names;
        this.first = found().stream().findFirst().orElse(null);
    }

    /** What a name stands for at the moment. */
    @FunctionalInterface
    interface Names {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /**
     * @param patience how long the head may be silent before {@code gone} is told
     * @param gone is told what happened
     */
    public static HeadWatch start(RayAddress address, Duration patience, Consumer<String> gone) {
        return start(address, patience, gone, InetAddress::getAllByName);
    }

    static HeadWatch start(RayAddress address, Duration patience, Consumer<String> gone, Names names) {
        HeadWatch watch = new HeadWatch(address, patience, gone, names);
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
            lose("nothing has been listening there for " + patience.toSeconds() + " s");
        } else if (isElsewhere()) {
            lose("another one has taken its place");
        } else if (stopped >= MOST_STOPPED) {
            Raylet.lose(); // a call of Ray's library would wait for it
            report("its raylet on this machine has been stopped for "
                    + INTERVAL.multipliedBy(stopped).toSeconds() + " s");
        }
    }

    private boolean isElsewhere() {
        List<InetAddress> now = found();
        return first != null && !now.isEmpty() && !now.contains(first);
    }

    /** Empty if the name is not known at the moment. */
    private List<InetAddress> found() {
        try {
            return List.of(names.find(address.host()));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private void lose(String what) {
        if (Replacement.isPossible()) {
            Raylet.lose(); // it will not connect again, so nothing has to be taken down
        }
        report(what);
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
