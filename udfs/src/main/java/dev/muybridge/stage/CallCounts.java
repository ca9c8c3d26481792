package dev.muybridge.stage;

/**
 * How the calls of one kind have gone so far.
 *
 * @param inFlight calls that a worker is working on now
 * @param waiting calls that wait for a worker
 * @param retries how often a call was made again
 * @param workersLost how often a worker ended during a call
 * @param workersHung how often a worker was ended because its call took too long
 * @param workersRecycled how often a worker was replaced because its process had grown too large
 * @param busyMillis how long workers were at work, added up over workers, including calls under way, ms
 */
public record CallCounts(
        int inFlight,
        int waiting,
        long retries,
        long workersLost,
        long workersHung,
        long workersRecycled,
        long busyMillis) {}
