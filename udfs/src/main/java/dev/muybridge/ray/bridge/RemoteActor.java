package dev.muybridge.ray.bridge;

/** One worker process. It works on one call at a time, in the order asked. No method waits. */
public interface RemoteActor {
    /** What the actor answers when it is up; an error here means that no actor of this kind can come up. */
    Answer ready();

    /** What the actor answers to {@code request}, {@link Weighed}. */
    Answer call(byte[] request);

    /** Ends the process, whatever it is doing. */
    void kill();
}
