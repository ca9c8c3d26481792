package dev.muybridge.ray.bridge;

/** What is known about how an actor's process has ended. */
public sealed interface ProcessEnd {
    /**
     * Native code crashed it.
     *
     * @param how for the user: the signal, and the file that describes it
     */
    record Crashed(String how) implements ProcessEnd {}

    /** It ended in another way, or somewhere that cannot be examined. */
    record Otherwise() implements ProcessEnd {}

    /** It is still ending, so a report of it may be on its way. */
    record Unfinished() implements ProcessEnd {}
}
