package dev.muybridge.stage;

/**
 * Is notified when native code in this process works on a call, by the working thread, so that a crash can be attributed.
 * Thread-safe.
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
