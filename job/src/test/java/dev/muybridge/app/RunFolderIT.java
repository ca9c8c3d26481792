package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunFolderIT {
    private static final int NOBODY = 65534;

    @TempDir
    Path place;

    /** A process that makes a folder, says which, and stays. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] words) throws IOException {
            System.out.println(RunFolder.make(Path.of(words[0])).path());
            while (true) {
                LockSupport.park();
            }
        }
    }

    private Path left() throws Exception {
        Process process = holder();
        Path folder = pathFrom(process);
        process.destroyForcibly().waitFor();
        return folder;
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Path pathFrom(Process process) throws IOException {
        return Path.of(
                String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine()));
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void folder_isItsOwnersOnly_andGoneWhenItIsClosed() throws Exception {
        try (RunFolder folder = RunFolder.make(place)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
            Files.writeString(
                    Files.createDirectory(folder.path().resolve("below")).resolve("file"), "x");
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeft_isRemovedByTheNext() throws Exception {
        Path left = left();
        assertThat(left).exists();
        RunFolder.make(place).close();
        assertThat(left).doesNotExist();
    }

    @Test
    void folderThatIsInUse_stays_hereAndInAnotherProcess() throws Exception {
        Process other = holder();
        Path theirs = pathFrom(other);
        try (RunFolder first = RunFolder.make(place);
                RunFolder second = RunFolder.make(place)) {
            assertThat(theirs).exists();
            assertThat(first.path()).exists().isNotEqualTo(second.path());
            // Nor has a look at it released its lock.
            Process third = holder();
            pathFrom(third);
            assertThat(first.path()).exists();
            third.destroyForcibly().waitFor();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void linkAndFolderThatOthersCanEnter_stay() throws Exception {
        Path left = left();
        Path target = place.resolve("target");
        Files.move(left, target);
        Files.createSymbolicLink(left, target);
        Path open = left();
        set(open, "rwxr-xr-x");
        RunFolder.make(place).close();
        assertThat(target.resolve("owner")).exists();
        assertThat(open).exists();
    }

    @Test
    void folderOfAnotherUser_stays() throws Exception {
        assumeThat(Files.getOwner(place).getName())
                .as("only root can give a folder away")
                .isEqualTo("root");
        Path theirs = left();
        Files.setAttribute(theirs, "unix:uid", NOBODY);
        RunFolder.make(place).close();
        assertThat(theirs).exists();
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).containsExactly(theirs);
        }
    }
}
