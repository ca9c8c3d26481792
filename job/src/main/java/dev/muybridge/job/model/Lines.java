package dev.muybridge.job.model;

/** Text for places where tabs part fields and line breaks part lines; a file's name may hold both. */
public final class Lines {
    private Lines() {}

    /** {@code text} with a space for each tab and line break. */
    public static String plain(String text) {
        return text.replaceAll("[\\t\\r\\n]", " ");
    }
}
