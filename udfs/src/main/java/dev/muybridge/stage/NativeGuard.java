package dev.muybridge.stage;

/**
 * Is told when native code of this very process works on a call, by the thread that does, so that it can be known afterwards what a
 * crash was at. Thread-safe.
 */
public interface NativeGuard {
    /** Watches nothing. */
    NativeGuard NONE = () -> () -> {};

    /**
     * Native code is about to begin.
     *
     * @return closed, by the same thread, when it has ended
     * @throws Exception when it must not begin; the call fails with it
     */
    Passage enter() throws Exception;

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
