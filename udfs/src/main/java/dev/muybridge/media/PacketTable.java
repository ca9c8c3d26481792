package dev.muybridge.media;

/**
 * The video stream's packets in decoding order, one frame each; the arrays have the same length and are not copied.
 *
 * @param pts presentation timestamp of each, in ticks
 * @param dts decoding timestamp of each, in ticks
 * @param duration display duration of each, in ticks, 0 where the container has none
 * @param key whether decoding can start at it
 * @param shown false for packets that are decoded only because others need them (an edit list hides them)
 * @param bytes length of each in bytes
 */
public record PacketTable(long[] pts, long[] dts, long[] duration, boolean[] key, boolean[] shown, int[] bytes) {
    /** How many packets, shown or not. */
    public int size() {
        return pts.length;
    }

    /** The bytes of all that are shown. */
    public long shownBytes() {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += shown[i] ? bytes[i] : 0;
        }
        return sum;
    }
}
