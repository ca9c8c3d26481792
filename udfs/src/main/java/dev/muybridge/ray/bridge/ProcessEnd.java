package dev.muybridge.ray.bridge;

/** What is known of how an actor's process has ended. */
public sealed interface ProcessEnd {
    /**
     * Native code crashed it.
     *
     * @param how for the user: the signal, and the file that tells of it
     */
    record Crashed(String how) implements ProcessEnd {}

    /** It ended in another way, or where nobody can look. */
    record Otherwise() implements ProcessEnd {}

    /** It is still ending, so that word of it may be on its way. */
    record Unfinished() implements ProcessEnd {}
}
