package dev.muybridge.stage;

/**
 * Knows which video a call is about, and is notified when native code in this process works on it, by the working thread, so that a
 * crash can be attributed. Thread-safe.
 */
public interface NativeGuard {
    /** Watches nothing. */
    NativeGuard NONE = () -> () -> {};

    /**
     * Native code is about to begin.
     *
     * @return to be closed by the same thread when the native code has ended
     * @throws Exception when it must not begin; the call fails with it
     */
    Passage enter() throws Exception;

    /** What the call is about, for people who watch the workers; empty if nobody does. */
    default String about() {
        return "";
    }

    /** Whether no other call is to be worked on at the same time, so that a crash tells which one was to blame. */
    default boolean alone() {
        return false;
    }

    /** Native code under way. */
    interface Passage extends AutoCloseable {
        @Override
        void close();
    }
}
