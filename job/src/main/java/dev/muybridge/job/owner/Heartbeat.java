package dev.muybridge.job.owner;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a mark, in a thread of its own, until it is closed. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Marks marks;
    private final Mark mark;
    private final Thread thread;

    Heartbeat(Marks marks, Mark mark) {
        this.marks = marks;
        this.mark = mark;
        this.thread = new Thread(this::run, "owner of OUTPUT");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                renew();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void renew() throws InterruptedException {
        try {
            marks.renew(mark);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.warn("cannot renew the mark {}; others may take it for lost", mark.fileName(), e);
        }
    }

    /** Returns when no mark is renewed any more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
