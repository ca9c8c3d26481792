package dev.muybridge.ray.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerMainTest {
    private static final String PROPERTY = "ray.session-dir";

    @TempDir
    Path folder;

    @Test
    void libraryThatOthersCouldReplace_isNotLoaded() throws IOException {
        folder = folder.toRealPath();
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(open, "other users can write to " + open + "; 'chmod go-w' ends that");

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path library = Files.createFile(open.resolve("libcore_worker_library_java.so"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
        refused(open, "other users can write to " + library + "; 'chmod go-w' ends that");
    }

    private static void refused(Path session, String why) {
        System.setProperty(PROPERTY, session.toString());
        try {
            assertThatThrownBy(() -> WorkerMain.main(new String[] {Ran.class.getName()}))
                    .isInstanceOf(IOException.class)
                    .hasMessage(why);
            assertThat(Ran.ran).isFalse();
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    @Test
    void mainClass_isRunWithItsWords() {
        RayInternals.runMain(Words.class.getName(), new String[] {"a", "b"});
        assertThat(Words.words).isEqualTo("a b");
    }

    /** A main class that notes that it ran. */
    static final class Ran {
        static boolean ran;

        private Ran() {}

        public static void main(String[] words) {
            ran = true;
        }
    }

    /** A main class that keeps its words. */
    static final class Words {
        static String words = "";

        private Words() {}

        public static void main(String[] given) {
            words = String.join(" ", given);
        }
    }
}
