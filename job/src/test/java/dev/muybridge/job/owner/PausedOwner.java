package dev.muybridge.job.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.RunId;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What has to hold of one writer on stores of other machines; {@link OwnershipTest} holds it, and more, on a disk. */
public final class PausedOwner {
    private static final int TIMES = 10;

    private PausedOwner() {}

    /** Has a store set the time of a file. */
    public interface Clock {
        void set(String fileBelowOutput, Instant time) throws IOException;
    }

    /** A run that was paused, and its job, find that another has come meanwhile, also when that one has ended. */
    public static void findsTheFence(String output, Clock clock) throws Exception {
        OutputLayout layout = layout(output);
        Ownership paused = Ownership.take(layout, "paused");
        Fence job = new Fence(layout, new RunId("paused", paused.number()));
        job.check();
        assertThatThrownBy(() -> Ownership.take(layout, "early")).isInstanceOf(OwnedException.class);
        for (Marks.Seen seen : new Marks(layout).all()) {
            clock.set(
                    Marks.FOLDER + "/" + seen.mark().fileName(),
                    Instant.now().minus(Marks.LOST).minus(Duration.ofSeconds(5)));
        }

        Ownership next = Ownership.take(layout, "next");

        assertThat(next.number()).isGreaterThan(paused.number());
        assertThatThrownBy(paused::check).isInstanceOf(OvertakenException.class);
        assertThatThrownBy(job::check).isInstanceOf(OvertakenException.class);
        paused.close();
        next.check();
        next.close();
        assertThatThrownBy(job::check).as("also when the next has ended").isInstanceOf(OvertakenException.class);
    }

    /** Of two that come at the same time never both get it. */
    public static void twoNeverBothOwn(String output) throws Exception {
        int taken = 0;
        for (int time = 0; time < TIMES; time++) {
            OutputLayout layout = layout(output + "/" + time);
            List<Ownership> owners = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch ready = new CountDownLatch(2);
            List<Thread> threads = new ArrayList<>();
            for (int contender = 0; contender < 2; contender++) {
                String run = "run" + contender;
                Thread thread = new Thread(() -> {
                    ready.countDown();
                    try {
                        ready.await();
                        owners.add(Ownership.take(layout, run));
                    } catch (OwnedException e) {
                        // The other has it.
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(owners).as("time %d", time).hasSizeLessThanOrEqualTo(1);
            taken += owners.size();
            for (Ownership owner : owners) {
                owner.close();
            }
        }
        assertThat(taken).as("how often one of them had it").isPositive();
    }

    private static OutputLayout layout(String output) {
        return new OutputLayout(output, new Keys("p", "r", "a"));
    }
}
