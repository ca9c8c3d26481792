package dev.muybridge.motion;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a tracker remembers at one moment, without the memory itself. Trackers with equal digests say the same of all frames to come.
 *
 * @param digest hash of its state
 * @param tracks whom it follows, seen or not: their tracks, in the order of the state
 */
public record TrackerMark(long digest, int[] tracks) {
    /** The mark of a state, see {@code Tracking.Tracker}. */
    public static TrackerMark of(byte[] state, int[] tracks) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(state);
            return new TrackerMark(ByteBuffer.wrap(hash).getLong(), tracks);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether both trackers say the same from now on, but for the numbers of their tracks. */
    public boolean meets(TrackerMark other) {
        return digest == other.digest && tracks.length == other.tracks.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrackerMark mark && digest == mark.digest && Arrays.equals(tracks, mark.tracks);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(digest);
    }

    @Override
    public String toString() {
        return Long.toHexString(digest) + Arrays.toString(tracks);
    }
}
