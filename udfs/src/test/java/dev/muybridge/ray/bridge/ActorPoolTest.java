package dev.muybridge.ray.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ActorPoolTest {
    @Test
    void next_isWhatTheActorTakesFirst_inTheOrderOfComing() {
        FakeActors actors = new FakeActors();
        try (ActorCalls calls = new ActorCalls(actors, new CallPolicy(1, 1, 1, 1, Duration.ofMinutes(1), 1, 1))) {
            ActorPool pool = calls.pool("pose", List.of(List.of(0, 1), List.of(1, 0)), actors);
            List<Call> given = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                given.add(new Call(i % 2, new byte[0], Duration.ofMinutes(1), ""));
                pool.add(given.get(i));
            }
            List<@Nullable Call> taken = new ArrayList<>();
            for (int place : new int[] {1, 0, 1, 0, 0, 0, 1}) {
                taken.add(pool.next(place));
            }

            assertThat(taken)
                    .containsExactly(
                            given.get(1), given.get(0), given.get(3), given.get(2), given.get(4), given.get(5), null);
        }
    }

    /** A look at what has come in waits for the look at answers, and each of those takes Ray half a millisecond. */
    @Test
    @Timeout(30)
    void answers_areWaitedForLonger_whileNobodyIsFree() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        FakeActors actors = new FakeActors();
        try (ActorCalls calls = new ActorCalls(actors, new CallPolicy(2, 1, 1, 1, minute, 1, 1 << 20))) {
            ActorPool pool = calls.pool("pose", List.of(List.of(0), List.of(0)), actors);
            calls.start();
            CompletableFuture<byte[]> first = pool.call(0, new byte[0], minute, "");
            awaitPatience(actors, 50);
            CompletableFuture<byte[]> second = pool.call(0, new byte[0], minute, "");
            awaitPatience(actors, 200);
            actors.actor(1).awaitCall(0).answer(new byte[0]);
            awaitPatience(actors, 50);

            assertThat(second).isDone();
            assertThat(first).isNotDone();
        }
    }

    private static void awaitPatience(FakeActors actors, int millis) throws InterruptedException {
        while (actors.lastPatience.toMillis() != millis) {
            Thread.sleep(1); // ends at the timeout
        }
    }
}
