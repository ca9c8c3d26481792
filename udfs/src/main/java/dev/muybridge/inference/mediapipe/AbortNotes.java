package dev.muybridge.inference.mediapipe;

import dev.muybridge.crash.NativeCrashes;
import java.nio.file.Path;
import java.util.Optional;

/** Makes this process leave a note when it aborts, the only kind of crash for which the JVM writes no error file. */
public final class AbortNotes {
    private AbortNotes() {}

    /** As {@link #into}, for the folder in which this process's JVM was told to leave its error file, if it was told. */
    public static void ofThisProcess() {
        Optional<Path> folder = NativeCrashes.folderOfThisProcess();
        folder.ifPresent(AbortNotes::into);
    }

    /**
     * From now on, a SIGABRT leaves a note in {@code folder}, which is created, before it ends the process. Calling it again has
     * no effect.
     */
    public static void into(Path folder) {
        NativeCrashes.prepare(folder);
        MediaPipeNative.noteAborts(NativeCrashes.note(folder).toString());
    }
}
