package dev.muybridge.media;

/**
 * Counts frames and hashes their timestamps into 64 bits, so that what was planned, analysed, encoded and joined can be compared
 * without passing the lists along. The hash is FNV-1a (Fowler, Noll, Vo; 64 bits) over the bytes of the timestamps, most
 * significant first, in presentation order.
 */
public final class FrameLedger {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long digest = OFFSET_BASIS;
    private int frames;

    /** Adds the next frame in presentation order. */
    public void add(long pts) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest = (digest ^ ((pts >>> shift) & 0xff)) * PRIME;
        }
        frames++;
    }

    /** The hash of the timestamps of all frames so far. */
    public long digest() {
        return digest;
    }

    /** How many frames so far. */
    public int frames() {
        return frames;
    }

    /** The digest of {@code pts}, from index {@code from} to before {@code to}. */
    public static long digest(long[] pts, int from, int to) {
        FrameLedger ledger = new FrameLedger();
        for (int i = from; i < to; i++) {
            ledger.add(pts[i]);
        }
        return ledger.digest();
    }

    /** The digest of all of {@code pts}. */
    public static long digest(long[] pts) {
        return digest(pts, 0, pts.length);
    }
}
