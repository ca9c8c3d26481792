package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actors whose answers a test gives. Used by the test's thread and by the one that watches. */
final class FakeActors implements ActorSystem, ActorFactory {
    private final List<FakeActor> started = new ArrayList<>();

    /** Whether actors come up by themselves. */
    volatile boolean comeUp = true;

    /** How actors end that are lost. */
    volatile ProcessEnd end = new ProcessEnd.Otherwise();

    /** The greeting that was last asked about. */
    volatile byte[] askedAbout = {};

    /** For how long answers were last waited for. */
    volatile Duration lastPatience = Duration.ZERO;

    @Override
    public synchronized RemoteActor start() {
        FakeActor actor = new FakeActor(comeUp);
        started.add(actor);
        notifyAll();
        return actor;
    }

    @Override
    public int methods() {
        return 3;
    }

    @Override
    public ProcessEnd endOf(byte[] greeting) {
        askedAbout = greeting;
        return end;
    }

    @Override
    public String resources() {
        return "3 CPU";
    }

    @Override
    public List<Answer> done(List<Answer> answers, Duration patience) {
        lastPatience = patience;
        return answers.stream().filter(answer -> ((FakeAnswer) answer).isDone()).toList();
    }

    /** The actor that was started as number {@code index}; waits for it. */
    synchronized FakeActor actor(int index) throws InterruptedException {
        while (started.size() <= index) {
            wait(1);
        }
        return started.get(index);
    }

    synchronized int count() {
        return started.size();
    }

    static final class FakeActor implements RemoteActor {
        private final List<FakeAnswer> calls = new ArrayList<>();
        private final FakeAnswer ready = new FakeAnswer(-1, new byte[0]);
        volatile boolean killed;

        FakeActor(boolean up) {
            if (up) {
                ready.comeUp(new byte[] {'u', 'p'});
            }
        }

        @Override
        public Answer ready() {
            return ready;
        }

        FakeAnswer start() {
            return ready;
        }

        @Override
        public synchronized Answer call(int method, byte[] request) {
            FakeAnswer answer = new FakeAnswer(method, request);
            calls.add(answer);
            notifyAll();
            return answer;
        }

        /** The call that was made as number {@code index}; waits for it. */
        synchronized FakeAnswer awaitCall(int index) throws InterruptedException {
            while (calls.size() <= index) {
                wait(1);
            }
            return calls.get(index);
        }

        synchronized int callCount() {
            return calls.size();
        }

        @Override
        public void kill() {
            killed = true;
        }
    }

    static final class FakeAnswer implements Answer {
        final int method;
        final byte[] request;
        private byte @Nullable [] bytes;
        private @Nullable Exception error;
        volatile int releases;

        FakeAnswer(int method, byte[] request) {
            this.method = method;
            this.request = request;
        }

        void answer(byte[] given) {
            answer(given, 0);
        }

        synchronized void answer(byte[] given, long resident) {
            bytes = Weighed.pack(given, resident);
        }

        synchronized void comeUp(byte[] greeting) {
            bytes = greeting;
        }

        synchronized void fail(Exception given) {
            error = given;
        }

        synchronized boolean isDone() {
            return bytes != null || error != null;
        }

        @Override
        public synchronized byte[] get() throws ActorLostException, CallFailedException {
            if (error instanceof ActorLostException lost) {
                throw lost;
            }
            if (error instanceof CallFailedException failed) {
                throw failed;
            }
            if (bytes == null) {
                throw new IllegalStateException("there is no answer yet");
            }
            return bytes;
        }

        @Override
        public synchronized void release() {
            releases++;
        }
    }
}
