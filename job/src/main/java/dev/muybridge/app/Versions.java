package dev.muybridge.app;

import dev.muybridge.install.Installation;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.jspecify.annotations.Nullable;

/** Which program this is. */
public final class Versions {
    private Versions() {}

    /** Its own version and those of what it is made with, for logs and reports. */
    public static String text() {
        @Nullable String own = Versions.class.getPackage().getImplementationVersion();
        return "muybridge " + (own == null ? "(not packaged)" : own) + ", Java " + Runtime.version() + ", Flink "
                + EnvironmentInformation.getVersion() + ", Ray " + Installation.RAY_VERSION + ", MediaPipe "
                + Installation.MEDIAPIPE_VERSION + ", models " + Installation.MODELS_VERSION;
    }
}
