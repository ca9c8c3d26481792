package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StoppingTest {
    private static final String MESSAGE = "the run was stopped; run the same command again to continue";

    private final Stopping stopping = new Stopping();

    @Test
    void stop_interruptsWorkAndIsWhatItEndsWith() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedAfter = CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(() -> stopping.during(() -> {
                        working.countDown();
                        return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    }))
                    .isInstanceOf(RunException.class)
                    .hasMessage(MESSAGE);
            return Thread.interrupted();
        });
        working.await();

        stopping.stop();

        assertThat(interruptedAfter.get(30, TimeUnit.SECONDS))
                .as("a flag that is left")
                .isFalse();
        assertThat(stopping.isStopped()).isTrue();
    }

    @Test
    void stop_beforeWork_letsNoneBegin() {
        stopping.stop();

        assertThatThrownBy(() -> stopping.during(() -> {
                    throw new IllegalStateException("it has begun");
                }))
                .isInstanceOf(RunException.class)
                .hasMessage(MESSAGE);
        assertThatThrownBy(stopping::check).isInstanceOf(RunException.class).hasMessage(MESSAGE);
    }

    @Test
    void stop_afterWork_interruptsNothing() throws Exception {
        assertThat(stopping.during(() -> 7)).isEqualTo(7);

        stopping.stop();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void during_unstopped_passesErrorsOn() {
        assertThatThrownBy(() -> stopping.during(() -> {
                    throw new IOException("full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }
}
