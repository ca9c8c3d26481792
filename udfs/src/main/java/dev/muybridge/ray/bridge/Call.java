package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A request until its future is complete. Touched by the thread of {@link ActorCalls} alone, except for the future. */
final class Call {
    final int method;
    final byte[] request;
    final Duration deadline;
    final String about;
    final CompletableFuture<byte[]> future = new CompletableFuture<>();
    int losses;
    int crashes;
    int hangs;

    Call(int method, byte[] request, Duration deadline, String about) {
        this.method = method;
        this.request = request;
        this.deadline = deadline;
        this.about = about;
    }
}
