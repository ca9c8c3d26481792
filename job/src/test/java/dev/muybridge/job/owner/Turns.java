package dev.muybridge.job.owner;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lets one of several threads take one step at a time. */
final class Turns {
    private enum State {
        BETWEEN,
        WAITING,
        DONE
    }

    /** A thread's work. */
    interface Work {
        void run() throws Exception;
    }

    private final State[] states;
    private final ThreadLocal<@Nullable Integer> self = new ThreadLocal<>();
    private int allowed = -1;

    Turns(int threads) {
        states = new State[threads];
        java.util.Arrays.fill(states, State.BETWEEN);
    }

    /** @param number of the thread, from 0 */
    Thread start(int number, Work work) {
        Thread thread = new Thread(() -> {
            self.set(number);
            try {
                work.run();
            } catch (OwnedException e) {
                // The other has it.
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                set(number, State.DONE);
            }
        });
        thread.start();
        return thread;
    }

    /** Returns when it is this thread's turn; at once for threads that were not started here. */
    synchronized void await() {
        Integer number = self.get();
        if (number == null) {
            return;
        }
        states[number] = State.WAITING;
        notifyAll();
        try {
            while (allowed != number) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        allowed = -1;
        states[number] = State.BETWEEN;
        notifyAll();
    }

    /** Gives turns until all are done. */
    synchronized void run(Random random) throws InterruptedException {
        while (true) {
            while (has(State.BETWEEN) || allowed >= 0) {
                wait();
            }
            if (!has(State.WAITING)) {
                return;
            }
            int next;
            do {
                next = random.nextInt(states.length);
            } while (states[next] != State.WAITING);
            allowed = next;
            notifyAll();
        }
    }

    private synchronized void set(int number, State state) {
        states[number] = state;
        notifyAll();
    }

    private boolean has(State wanted) {
        for (State state : states) {
            if (state == wanted) {
                return true;
            }
        }
        return false;
    }
}
