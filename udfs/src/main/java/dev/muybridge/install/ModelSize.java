package dev.muybridge.install;

import java.util.Locale;

/** The three pose models; slower ones are more accurate. */
public enum ModelSize {
    LITE,
    FULL,
    HEAVY;

    /** The name on the command line and in file names. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
