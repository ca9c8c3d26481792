package dev.muybridge.inference.mediapipe;

import dev.muybridge.crash.NativeCrashes;
import java.nio.file.Path;
import java.util.Optional;

/** Has this process leave a note when it aborts: the JVM writes its error file for all other signals of a crash, not for that one. */
public final class AbortNotes {
    private AbortNotes() {}

    /** As {@link #into}, into the folder that this process's JVM was told to leave its error file in, if it was. */
    public static void ofThisProcess() {
        Optional<Path> folder = NativeCrashes.folderOfThisProcess();
        folder.ifPresent(AbortNotes::into);
    }

    /** From now on a SIGABRT leaves a note in {@code folder}, which is made, before it ends the process. Again has no effect. */
    public static void into(Path folder) {
        NativeCrashes.prepare(folder);
        MediaPipeNative.noteAborts(NativeCrashes.note(folder).toString());
    }
}
