package dev.muybridge.codec;

/** The version of all messages, written into each and read back before anything else. */
public final class Version {
    /** What this code writes and reads. */
    public static final int CURRENT = 2;

    private Version() {}

    static void check(String what, int found) throws CodecException {
        if (found != CURRENT) {
            throw new CodecException(what + " has version " + found + ", this program reads version " + CURRENT);
        }
    }
}
