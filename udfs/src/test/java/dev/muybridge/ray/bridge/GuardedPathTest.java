package dev.muybridge.ray.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardedPathTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        folder = folder.toRealPath();
        set(folder, "rwxr-xr-x");
        file = Files.createDirectories(folder.resolve("a/b")).resolve("library");
        Files.writeString(file, "code");
        set(folder.resolve("a"), "rwxr-xr-x");
        set(folder.resolve("a/b"), "rwxr-xr-x");
        set(file, "rw-r--r--");
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void refused(Path path, Path because) {
        assertThatThrownBy(() -> GuardedPath.require(path))
                .isInstanceOf(IOException.class)
                .hasMessage("other users can write to " + because + "; 'chmod go-w' ends that");
    }

    @Test
    void pathThatOnlyItsOwnerCanChange_isTaken_withoutItsLinks() throws IOException {
        assertThat(GuardedPath.require(file)).isEqualTo(file);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
        assertThat(GuardedPath.require(link.resolve("b/library"))).isEqualTo(file);
        assertThatThrownBy(() -> GuardedPath.require(folder.resolve("absent"))).isInstanceOf(IOException.class);
    }

    @Test
    void pathThatOthersCanWriteTo_isRefused_whereverThatIs() throws IOException {
        for (Path part : new Path[] {file, folder.resolve("a/b"), folder.resolve("a")}) {
            set(part, "rwxr-xrwx");
            refused(file, part);
            set(part, "rwxr-xr-x");
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
        set(folder.resolve("a"), "rwxr-xrwx");
        refused(link.resolve("b/library"), folder.resolve("a"));
    }

    @Test
    void whatIsBelowAFolderThatNobodyElseMayEnter_canBeAsItLikes() throws IOException {
        set(folder.resolve("a/b"), "rwxrwxrwx");
        set(folder.resolve("a"), "rwx------");
        assertThat(GuardedPath.require(file)).isEqualTo(file);
        set(folder.resolve("a"), "rwx--x---");
        refused(file, folder.resolve("a/b"));
        set(folder.resolve("a"), "rwx-----x");
        refused(file, folder.resolve("a/b"));
    }

    @Test
    void stickyFolder_isTaken_butNoStickyFile() throws IOException {
        set(folder.resolve("a"), "rwxrwxrwx");
        Files.setAttribute(folder.resolve("a"), "unix:mode", 01777);
        assertThat(GuardedPath.require(file)).isEqualTo(file);
        Files.setAttribute(file, "unix:mode", 01666);
        refused(file, file);
    }

    @Test
    void group_isRefusedUnlessItIsNamedLikeTheOwner() throws Exception {
        set(file, "rw-rw-r--");
        assumeThat(Files.getOwner(folder).getName())
                .as("only root can give a file away")
                .isEqualTo("root");
        Files.setAttribute(file, "unix:gid", 0);
        assertThat(GuardedPath.require(file)).isEqualTo(file);
        Files.setAttribute(file, "unix:gid", 1);
        refused(file, file);
    }

    @Test
    void pathOfAnotherUser_isRefused() throws Exception {
        assumeThat(Files.getOwner(folder).getName())
                .as("only root can give a file away")
                .isEqualTo("root");
        Files.setAttribute(folder.resolve("a"), "unix:uid", NOBODY);
        assertThatThrownBy(() -> GuardedPath.require(file))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("a") + " belongs to another user");
    }
}
