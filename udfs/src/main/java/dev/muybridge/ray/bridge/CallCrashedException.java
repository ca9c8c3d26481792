package dev.muybridge.ray.bridge;

/** One call crashed every process that worked on it, as often as it may. */
public final class CallCrashedException extends CallFailedException {
    private static final long serialVersionUID = 1L;

    private final String how;

    public CallCrashedException(String message, String how) {
        super(message, null);
        this.how = how;
    }

    /** The last crash, as {@link ProcessEnd.Crashed} describes it. */
    public String how() {
        return how;
    }
}
