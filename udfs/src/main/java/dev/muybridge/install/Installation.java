package dev.muybridge.install;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The per-user folder that set-up fills and that all clones share.
 *
 * @param home its path
 */
public record Installation(Path home) {
    /** The version of MediaPipe's native library that the binding is written for; the C structs differ between versions. */
    public static final String MEDIAPIPE_VERSION = "0.10.33";

    /** The version of the package that the pose models come from. */
    public static final String MODELS_VERSION = "0.5.1675469404";

    /**
     * The version of the bundles made from those models, and the name of their folder. Clones of other versions of this program share the
     * installation: in one folder each would find the other's bundles and make its own again.
     */
    public static final String BUNDLES_VERSION = MODELS_VERSION + "-nomask";

    /** The version of Ray, both of its jar and of the clusters that the jar can talk to. */
    public static final String RAY_VERSION = "2.60.0";

    /** The version of Flink, both of the job and of the distribution that set-up installs. */
    public static final String FLINK_VERSION = "2.3.0";

    /**
     * The installation that this process is to use: the system property {@code muybridge.home}, else the environment variable
     * {@code MUYBRIDGE_HOME}, else {@code muybridge} in {@code XDG_CACHE_HOME} or {@code ~/.cache}.
     */
    public static Installation current() {
        return new Installation(home(System.getenv(), System.getProperty("muybridge.home")));
    }

    static Path home(Map<String, String> environment, @Nullable String property) {
        if (property != null && !property.isBlank()) {
            return Path.of(property);
        }
        String named = environment.getOrDefault("MUYBRIDGE_HOME", "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("muybridge");
    }

    /** MediaPipe's native library. */
    public Path mediaPipeLibrary() {
        return home.resolve("mediapipe").resolve(MEDIAPIPE_VERSION).resolve("libmediapipe.so");
    }

    /** The folder of the models as they come in their package. */
    public Path rawModels() {
        return home.resolve("models-raw").resolve(MODELS_VERSION);
    }

    /** A pose model in the form that the native library expects. */
    public Path model(ModelSize size) {
        return home.resolve("models").resolve(BUNDLES_VERSION).resolve("pose_landmarker_" + size.id() + ".task");
    }

    /** A sample video by its name below {@code samples}, e.g. {@code demo.mp4} or {@code single/cam01.mp4}. */
    public Path sample(String name) {
        return home.resolve("samples").resolve(name);
    }

    /** The Python that Ray is installed in. */
    public Path rayPython() {
        return home.resolve("ray").resolve(RAY_VERSION).resolve("bin").resolve("python");
    }

    /** The folder of Ray's native library for processes that use its Java runtime; created when it is first needed. */
    public Path rayNative() {
        return home.resolve("ray-native").resolve(RAY_VERSION);
    }

    /** Ray's Java runtime. */
    public Path rayJar() {
        return home.resolve("ray").resolve(RAY_VERSION).resolve("ray_dist.jar");
    }

    /** The folder in which processes that crash in native code leave their error files. */
    public Path crashes() {
        return home.resolve("crashes");
    }

    /** Flink's plugins for runs in a process of our own, each in a folder. */
    public Path plugins() {
        return home.resolve("plugins");
    }

    /** The folder of the one for S3. */
    public Path s3Plugin() {
        return plugins().resolve("s3-fs-hadoop");
    }

    /** Logs of runs whose OUTPUT is not on a disk of this machine. */
    public Path logs() {
        return home.resolve("logs");
    }

    /** Flink's distribution: its jars in {@code lib}, its metric reporters in {@code plugins}, Ray's jar for it in {@code ray}. */
    public Path flink() {
        return home.resolve("flink").resolve(FLINK_VERSION);
    }

    /** The Python with MediaPipe's own package for the loop that the bench compares with. */
    public Path benchPython() {
        return home.resolve("venv-bench").resolve("bin").resolve("python");
    }

    /** The Python with the tools that tests use for comparison. */
    public Path testPython() {
        return home.resolve("venv").resolve("bin").resolve("python");
    }
}
