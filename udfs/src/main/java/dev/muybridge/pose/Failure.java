package dev.muybridge.pose;

/**
 * What went wrong with one video.
 *
 * @param kind the documented reason
 * @param detail one sentence for the user: what is wrong and what to do, without the file's name
 */
public record Failure(FailureKind kind, String detail) {
    /**
     * The detail of {@link FailureKind#QUARANTINED}.
     *
     * @param how the last crash: the signal, and the file that describes it
     */
    public static String quarantined(String how) {
        return "Its content crashed a process twice, the last time with " + how
                + "; it is left alone until the file changes, unless results are to be overwritten.";
    }
}
