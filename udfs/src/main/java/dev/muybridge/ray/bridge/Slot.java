package dev.muybridge.ray.bridge;

import org.jspecify.annotations.Nullable;

/** A place for one actor: empty, starting, idle or at work. Touched by the thread of {@link ActorCalls} alone. */
final class Slot {
    private @Nullable RemoteActor actor;
    private @Nullable Answer pending;
    private @Nullable Call call;
    private byte[] greeting = {};
    private @Nullable String loss;
    private long since;
    private long calls;

    boolean isEmpty() {
        return actor == null;
    }

    boolean isUp() {
        return actor != null && (pending == null || call != null);
    }

    boolean isIdle() {
        return actor != null && pending == null && call == null;
    }

    @Nullable
    Answer pending() {
        return pending;
    }

    @Nullable
    Call call() {
        return call;
    }

    /** What the actor answered when it had come up. */
    byte[] greeting() {
        return greeting;
    }

    /** Why the answer to the call will not come, null while it still may. */
    @Nullable
    String loss() {
        return loss;
    }

    long calls() {
        return calls;
    }

    /** How long the actor has been starting, or at work, ns. */
    long elapsed(long now) {
        return now - since;
    }

    void start(RemoteActor started, long now) {
        actor = started;
        pending = started.ready();
        since = now;
    }

    void give(Call next, long now) {
        RemoteActor idle = actor;
        if (idle == null || pending != null) {
            throw new IllegalStateException("a call is given to an idle actor");
        }
        pending = idle.call(next.method, next.request);
        call = next;
        since = now;
        calls++;
    }

    /** The actor is up, and said {@code words}. */
    void greeted(byte[] words) {
        greeting = words;
        settle();
    }

    /** The answer has come and is freed; the actor is idle. */
    void settle() {
        release();
        call = null;
        loss = null;
    }

    /** The answer will not come; actor and call stay until it is known why. */
    void lose(String why, long now) {
        release();
        loss = why;
        since = now;
    }

    private void release() {
        if (pending != null) {
            pending.release();
        }
        pending = null;
    }

    /** Ends the actor and what it was doing; the slot is empty. */
    void clear() {
        settle();
        if (actor != null) {
            actor.kill();
        }
        actor = null;
        greeting = new byte[0];
    }
}
