package dev.muybridge.ray.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ActorCallsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long MEMORY = 1 << 20;
    private static final CallPolicy POLICY = new CallPolicy(4, 3, 2, 2, MINUTE, 2, MEMORY);

    private final AtomicLong clock = new AtomicLong();
    private final FakeActors actors = new FakeActors();
    private ActorCalls calls = calls(POLICY, actors);

    @AfterEach
    void close() {
        calls.close();
    }

    private ActorCalls calls(CallPolicy policy, ActorSystem system) {
        return new ActorCalls(system, policy, clock::get);
    }

    private ActorPool pool(int size) {
        return calls.pool("pose", Collections.nCopies(size, List.of(2, 1, 0)), actors);
    }

    private ActorPool started(int size) {
        ActorPool pool = pool(size);
        calls.start();
        return pool;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static CompletableFuture<byte[]> call(ActorPool pool, int request) {
        return call(pool, 0, request);
    }

    private static CompletableFuture<byte[]> call(ActorPool pool, int method, int request) {
        return pool.call(method, new byte[] {(byte) request}, MINUTE, "call " + request);
    }

    private static byte[] get(CompletableFuture<byte[]> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void answer_completesItsCall_andIsReleasedOnce() throws Exception {
        CompletableFuture<byte[]> future = call(started(1), 7);
        FakeActors.FakeAnswer answer = actors.actor(0).awaitCall(0);
        assertThat(answer.request).containsExactly(7);
        assertThat(future).isNotDone();

        answer.answer(new byte[] {8});

        assertThat(get(future)).containsExactly(8);
        assertThat(answer.releases).isEqualTo(1);
        assertThat(actors.actor(0).start().releases).isEqualTo(1);
    }

    @Test
    void oneActor_getsOneCallAtATime_inOrder() throws Exception {
        ActorPool pool = started(1);
        List<CompletableFuture<byte[]>> futures = List.of(call(pool, 0), call(pool, 1), call(pool, 2));
        for (int i = 0; i < 3; i++) {
            FakeActors.FakeAnswer answer = actors.actor(0).awaitCall(i);
            assertThat(answer.request).containsExactly(i);
            assertThat(actors.actor(0).callCount()).isEqualTo(i + 1);
            answer.answer(new byte[] {(byte) i});
            get(futures.get(i));
        }
    }

    @Test
    void callsOfAllMethods_keepToTheLimit_andGoInTheActorsOrder() throws Exception {
        calls = calls(new CallPolicy(1, 3, 2, 2, MINUTE, 2, MEMORY), actors);
        ActorPool pool = pool(2);
        CompletableFuture<byte[]> first = call(pool, 0, 1);
        CompletableFuture<byte[]> second = call(pool, 0, 2);
        CompletableFuture<byte[]> urgent = call(pool, 2, 3);
        calls.start();

        FakeActors.FakeAnswer running = actors.actor(0).awaitCall(0);
        assertThat(running.method).isEqualTo(2);
        assertThat(actors.actor(1).callCount()).isZero();
        running.answer(new byte[] {3});
        get(urgent);
        FakeActors.FakeAnswer next = actors.actor(0).awaitCall(1);
        assertThat(next.method).isZero();
        next.answer(new byte[] {1});
        get(first);
        actors.actor(0).awaitCall(2).answer(new byte[] {2});
        get(second);
        assertThat(actors.actor(1).callCount()).isZero();
    }

    @Test
    void counts_areThoseOfTheirMethodAlone() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> future = call(pool, 1, 1);
        actors.actor(0).awaitCall(0).fail(new ActorLostException("SIGKILL", null));
        actors.actor(1).awaitCall(0).answer(new byte[] {2});
        get(future);

        while (!pool.counts(1).callsByActor().equals(List.of(2L))) {
            Thread.onSpinWait();
        }
        assertThat(pool.counts(1).lost()).isEqualTo(1);
        assertThat(pool.counts(1).retries()).isEqualTo(1);
        assertThat(pool.counts(0).lost() + pool.counts(0).retries()).isZero();
    }

    @Test
    void actorLost_isReplaced_andItsCallMadeAgain() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> future = call(pool, 1);
        FakeActors.FakeAnswer first = actors.actor(0).awaitCall(0);

        first.fail(new ActorLostException("SIGKILL", null));
        actors.actor(1).awaitCall(0).answer(new byte[] {2});

        assertThat(get(future)).containsExactly(2);
        assertThat(first.releases).isEqualTo(1);
        awaitCounts(pool, 1, 1, 0);
    }

    @Test
    void callThatLosesEveryActor_failsAlone() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> bad = call(pool, 1);
        CompletableFuture<byte[]> good = call(pool, 2);
        for (int i = 0; i < 3; i++) {
            actors.actor(i).awaitCall(0).fail(new ActorLostException("SIGSEGV", null));
        }

        assertThatThrownBy(() -> get(bad))
                .hasCauseInstanceOf(CallFailedException.class)
                .hasMessageContaining("its worker ended, 3 times: SIGSEGV");
        actors.actor(3).awaitCall(0).answer(new byte[] {2});
        assertThat(get(good)).containsExactly(2);
    }

    @Test
    void callThatCrashesTwoActors_failsAlone_sayingHow() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> bad = call(pool, 1);
        CompletableFuture<byte[]> good = call(pool, 2);
        actors.end = new ProcessEnd.Crashed("SIGSEGV, see 12.log");
        for (int i = 0; i < 2; i++) {
            actors.actor(i).awaitCall(0).fail(new ActorLostException("it ended", null));
        }

        assertThatThrownBy(() -> get(bad))
                .hasCause(new CallCrashedException(
                        "its worker crashed, 2 times: SIGSEGV, see 12.log", "SIGSEGV, see 12.log"));
        actors.actor(2).awaitCall(0).answer(new byte[] {2});
        assertThat(get(good)).containsExactly(2);
        assertThat(actors.askedAbout).asString().isEqualTo("up");
        awaitCounts(pool, 1, 2, 0);
    }

    @Test
    void crashesAndOtherLosses_areCountedApart() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> future = call(pool, 1);
        for (int i = 0; i < 3; i++) {
            // Of three losses allowed two, of two crashes allowed one.
            boolean crash = i == 1;
            FakeActors.FakeAnswer answer = actors.actor(i).awaitCall(0);
            actors.end = crash ? new ProcessEnd.Crashed("SIGSEGV") : new ProcessEnd.Otherwise();
            answer.fail(new ActorLostException("it ended", null));
        }

        actors.actor(3).awaitCall(0).answer(new byte[] {1});

        assertThat(get(future)).containsExactly(1);
        awaitCounts(pool, 3, 3, 0);
    }

    @Test
    void lossThatIsNotYetExplained_isWaitedFor_whileOthersWork() throws Exception {
        ActorPool pool = started(2);
        actors.end = new ProcessEnd.Unfinished();
        CompletableFuture<byte[]> lost = call(pool, 1);
        FakeActors.FakeAnswer first = actors.actor(0).awaitCall(0);
        first.fail(new ActorLostException("it ended", null));
        CompletableFuture<byte[]> other = call(pool, 2);
        actors.actor(1).awaitCall(0).answer(new byte[] {2});
        assertThat(get(other)).containsExactly(2);
        awaitTurns(pool, 3);
        assertThat(first.releases).isEqualTo(1);
        assertThat(actors.actor(0).killed)
                .as("it may be writing its error file")
                .isFalse();
        assertThat(actors.count()).isEqualTo(2);

        actors.end = new ProcessEnd.Crashed("SIGSEGV");
        actors.actor(2);
        assertThat(pool.counts(0).lost()).isEqualTo(1);
        actors.actor(1).awaitCall(1).answer(new byte[] {1});
        assertThat(get(lost)).containsExactly(1);
    }

    @Test
    void processThatDoesNotEnd_isEnded_andCountsAsLost() throws Exception {
        ActorPool pool = started(1);
        actors.end = new ProcessEnd.Unfinished();
        CompletableFuture<byte[]> future = call(pool, 1);
        for (int i = 0; i < 3; i++) {
            actors.actor(i).awaitCall(0).fail(new ActorLostException("no answer can be read", null));
            awaitTurns(pool, 2);
            assertThat(actors.actor(i).killed).isFalse();
            pass(Duration.ofSeconds(4));
            actors.actor(i + 1);
            assertThat(actors.actor(i).killed).isTrue();
        }

        assertThatThrownBy(() -> get(future)).hasMessageContaining("its worker ended, 3 times: no answer can be read");
    }

    @Test
    void actorThatHasGrown_isReplacedAfterItsAnswer_withoutLossOrRetry() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> first = call(pool, 1);
        CompletableFuture<byte[]> second = call(pool, 2);
        CompletableFuture<byte[]> third = call(pool, 3);

        actors.actor(0).awaitCall(0).answer(new byte[] {1}, MEMORY);
        assertThat(get(first)).containsExactly(1);
        actors.actor(0).awaitCall(1).answer(new byte[] {2}, MEMORY + 1);
        assertThat(get(second)).containsExactly(2);
        actors.actor(1).awaitCall(0).answer(new byte[] {3}, 0);

        assertThat(get(third)).containsExactly(3);
        assertThat(actors.actor(0).killed).isTrue();
        awaitCounts(pool, 0, 0, 0);
        assertThat(pool.counts(0).recycled()).isEqualTo(1);
    }

    @Test
    void answerWithoutItsWeight_failsItsCallAlone() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> bad = call(pool, 1);
        CompletableFuture<byte[]> good = call(pool, 2);

        actors.actor(0).awaitCall(0).comeUp(new byte[] {1});

        assertThatThrownBy(() -> get(bad)).hasMessageContaining("an answer ends with eight bytes, was 1 bytes");
        actors.actor(0).awaitCall(1).answer(new byte[] {2});
        assertThat(get(good)).containsExactly(2);
    }

    @Test
    void callThatThrows_failsAtOnce_andItsActorStays() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> bad = call(pool, 1);
        CompletableFuture<byte[]> good = call(pool, 2);

        actors.actor(0).awaitCall(0).fail(new CallFailedException("no such thing", null));

        assertThatThrownBy(() -> get(bad)).hasMessageContaining("no such thing");
        actors.actor(0).awaitCall(1).answer(new byte[] {2});
        get(good);
        assertThat(actors.count()).isEqualTo(1);
    }

    @Test
    void callPastItsDeadline_losesItsActor_andIsMadeAgainOnce() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> future = call(pool, 1);
        actors.actor(0).awaitCall(0);
        pass(MINUTE.minusMillis(1));
        awaitTurns(pool, 2);
        assertThat(actors.actor(0).killed).isFalse();

        pass(Duration.ofMillis(2));
        actors.actor(1).awaitCall(0);
        assertThat(actors.actor(0).killed).isTrue();
        pass(MINUTE.plusMillis(1));

        assertThatThrownBy(() -> get(future)).hasMessageContaining("no answer after 60 s, 2 times");
        awaitCounts(pool, 1, 0, 2);
    }

    @Test
    void waitingForAnActor_doesNotCountAsWork() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> first = call(pool, 1);
        CompletableFuture<byte[]> second = call(pool, 2);
        FakeActors.FakeAnswer running = actors.actor(0).awaitCall(0);
        pass(MINUTE.minusSeconds(1));
        running.answer(new byte[] {1});
        get(first);
        FakeActors.FakeAnswer next = actors.actor(0).awaitCall(1);
        pass(MINUTE.minusSeconds(1));
        next.answer(new byte[] {2});
        assertThat(get(second)).containsExactly(2);
    }

    @Test
    void actorsThatDoNotComeUp_failAllCalls_sayingWhatTheyAskedFor() throws Exception {
        actors.comeUp = false;
        ActorPool pool = started(1);
        CompletableFuture<byte[]> future = call(pool, 1);
        for (int i = 0; i < 2; i++) {
            actors.actor(i);
            awaitTurns(pool, 2);
            pass(MINUTE.plusSeconds(1));
        }

        assertThatThrownBy(() -> get(future))
                .hasCauseInstanceOf(NoActorsException.class)
                .hasMessageContaining("no pose worker came up within 60 s; each needs 3 CPU");
        assertThat(actors.actor(0).killed).isTrue();
    }

    @Test
    void actorsThatAreLateTogether_areTriedAgain() throws Exception {
        actors.comeUp = false;
        ActorPool pool = started(2);
        CompletableFuture<byte[]> future = call(pool, 1);
        actors.actor(1);
        awaitTurns(pool, 2);
        actors.comeUp = true;
        pass(MINUTE.plusSeconds(1));

        actors.actor(2).awaitCall(0).answer(new byte[] {1});

        assertThat(get(future)).containsExactly(1);
    }

    @Test
    void actorsThatEndWhileTheyComeUp_areTriedAsOftenAsACallMayLoseThem() throws Exception {
        actors.comeUp = false;
        CompletableFuture<byte[]> future = call(started(1), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(future).isNotDone();
            actors.actor(i).start().fail(new ActorLostException("SIGKILL", null));
        }

        assertThatThrownBy(() -> get(future))
                .hasCauseInstanceOf(NoActorsException.class)
                .hasMessageContaining("a pose worker ended while it came up, 3 times: SIGKILL");
    }

    @Test
    void actorThatCannotWork_failsAllCalls_withItsReason() throws Exception {
        actors.comeUp = false;
        ActorPool pool = started(2);
        CompletableFuture<byte[]> future = call(pool, 1);
        actors.actor(0).start().fail(new CallFailedException("the library is not there", null));

        assertThatThrownBy(() -> get(future))
                .hasMessageContaining("a pose worker cannot work: the library is not there");
        assertThatThrownBy(() -> get(call(pool, 2))).hasMessageContaining("the library is not there");
    }

    @Test
    void oneActorThatDoesNotComeUp_isNoReasonToStop() throws Exception {
        ActorPool pool = started(2);
        get(answered(pool));
        actors.comeUp = false;
        CompletableFuture<byte[]> again = call(pool, 2);
        actors.actor(0).awaitCall(1).fail(new ActorLostException("SIGKILL", null));
        actors.actor(1).awaitCall(0).answer(new byte[] {9});
        assertThat(get(again)).containsExactly(9);
        for (int i = 2; i < 5; i++) {
            actors.actor(i);
            awaitTurns(pool, 2);
            pass(MINUTE.plusSeconds(1));
        }
        CompletableFuture<byte[]> last = call(pool, 3);
        actors.actor(1).awaitCall(1).answer(new byte[] {3});
        assertThat(get(last)).containsExactly(3);
    }

    private CompletableFuture<byte[]> answered(ActorPool pool) throws InterruptedException {
        CompletableFuture<byte[]> future = call(pool, 1);
        actors.actor(1);
        actors.actor(0).awaitCall(0).answer(new byte[] {1});
        return future;
    }

    @Test
    void systemThatThrows_failsAllCalls() {
        calls = calls(new CallPolicy(1, 1, 1, 1, MINUTE, 1, MEMORY), (answers, patience) -> {
            throw new IllegalStateException("Ray is upset");
        });
        CompletableFuture<byte[]> future = call(started(1), 1);

        assertThatThrownBy(() -> get(future))
                .hasCauseInstanceOf(NoActorsException.class)
                .hasMessageContaining("Ray is upset");
    }

    @Test
    void systemThatNeverReturns_doesNotKeepCallsFromFailing() throws Exception {
        CompletableFuture<byte[]> stuck = new CompletableFuture<>();
        calls = calls(new CallPolicy(1, 1, 1, 1, MINUTE, 1, MEMORY), (answers, patience) -> {
            stuck.join();
            return List.of();
        });
        CompletableFuture<byte[]> future = call(started(1), 1);
        actors.actor(0);

        calls.fail(new NoActorsException("the head is gone", null));

        assertThatThrownBy(() -> get(future)).hasMessageContaining("the head is gone");
        stuck.complete(new byte[0]);
    }

    @Test
    void close_failsCalls_andEndsActors() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> running = call(pool, 1);
        actors.actor(0).awaitCall(0);
        CompletableFuture<byte[]> waiting = call(pool, 2);

        calls.close();

        for (CompletableFuture<byte[]> each : List.of(running, waiting, call(pool, 3))) {
            assertThatThrownBy(() -> get(each)).isInstanceOfAny(CancellationException.class, ExecutionException.class);
        }
        assertThat(actors.actor(0).killed).isTrue();
    }

    @Test
    void busyTime_countsCallsUnderWay() throws Exception {
        ActorPool pool = started(1);
        CompletableFuture<byte[]> first = call(pool, 1);
        FakeActors.FakeAnswer running = actors.actor(0).awaitCall(0);
        pass(Duration.ofSeconds(3));
        running.answer(new byte[0]);
        get(first);
        var unused = call(pool, 2);
        actors.actor(0).awaitCall(1);
        pass(Duration.ofSeconds(4));

        while (pool.counts(0).busyMillis() < 7_000) {
            Thread.onSpinWait();
        }
        assertThat(pool.counts(0).inFlight()).isEqualTo(1);
        assertThat(pool.counts(0).callsByActor()).containsExactly(2L);
    }

    @Test
    void atWork_namesTheCallsUnderWay_andNoOthers() throws Exception {
        ActorPool pool = started(2);
        assertThat(pool.atWork()).isEmpty();
        CompletableFuture<byte[]> first = call(pool, 1, 7);
        actors.actor(0).awaitCall(0);
        var unused = call(pool, 2, 8);
        actors.actor(1).awaitCall(0);
        pass(Duration.ofSeconds(4));
        awaitTurns(pool, 2);
        assertThat(pool.atWork())
                .containsExactly(new ActorCall(0, 1, "call 7", 4000), new ActorCall(1, 2, "call 8", 4000));

        actors.actor(0).awaitCall(0).answer(new byte[0]);
        get(first);
        awaitTurns(pool, 2);
        assertThat(pool.atWork()).containsExactly(new ActorCall(1, 2, "call 8", 4000));
    }

    @SuppressWarnings("ReferenceEquality") // each turn publishes counts of its own
    private static void awaitTurns(ActorPool pool, int turns) {
        for (int i = 0; i < turns; i++) {
            PoolCounts before = pool.counts(0);
            while (pool.counts(0) == before) {
                Thread.onSpinWait();
            }
        }
    }

    private static void awaitCounts(ActorPool pool, long retries, long lost, long hung) {
        while (pool.counts(0).retries() != retries
                || pool.counts(0).lost() != lost
                || pool.counts(0).hung() != hung) {
            Thread.onSpinWait();
        }
    }
}
