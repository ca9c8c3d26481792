package dev.muybridge.ray.bridge;

import java.util.List;

/**
 * How the calls of one method of a pool's actors have gone so far.
 *
 * @param inFlight calls that an actor is working on now
 * @param waiting calls that wait for an actor
 * @param retries how often a call was made again
 * @param lost how often an actor ended during a call
 * @param hung how often an actor was killed because its call took too long
 * @param recycled how often an actor was replaced because its process had grown too large
 * @param busyMillis how long actors were at work, added up over actors, including calls under way, ms
 * @param callsByActor how many calls, of any method, each place for an actor has been given
 */
public record PoolCounts(
        int inFlight,
        int waiting,
        long retries,
        long lost,
        long hung,
        long recycled,
        long busyMillis,
        List<Long> callsByActor) {
    public PoolCounts {
        callsByActor = List.copyOf(callsByActor);
    }
}
