package dev.muybridge.ray.bridge;

/** An answer on its way. */
public interface Answer {
    /**
     * The answer that {@link ActorSystem#done} has reported.
     *
     * @throws ActorLostException when the actor's process ended first
     * @throws CallFailedException when the call itself threw; the cause is what it threw
     */
    byte[] get() throws ActorLostException, CallFailedException;

    /** Frees the request and the answer where they are kept; to be called once, whatever happened to the call. */
    void release();
}
