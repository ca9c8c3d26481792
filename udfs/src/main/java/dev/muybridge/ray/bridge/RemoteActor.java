package dev.muybridge.ray.bridge;

/** One worker process. It works on one call at a time, in the order asked. No method waits. */
public interface RemoteActor {
    /** What the actor answers when it is up; an error here means that no actor of this kind can start. */
    Answer ready();

    /** What the actor's method of that number answers to {@code request}, {@link Weighed}. */
    Answer call(int method, byte[] request);

    /** Ends the process, whatever it is doing. */
    void kill();
}
