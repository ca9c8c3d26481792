package dev.muybridge.ray.bridge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** What the JVM of a worker begins with: Ray by itself would load its library from wherever it is told, without a look. */
public final class WorkerMain {
    private WorkerMain() {}

    /**
     * @param words the class that Ray would begin with, and its arguments
     * @throws IOException when the library is where another user can put something else
     */
    public static void main(String[] words) throws IOException {
        RayInternals.loadLibrary(Path.of(System.getProperty("ray.session-dir", "")));
        RayInternals.runMain(words[0], Arrays.copyOfRange(words, 1, words.length));
    }
}
