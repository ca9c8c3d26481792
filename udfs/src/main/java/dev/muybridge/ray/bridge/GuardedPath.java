package dev.muybridge.ray.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** Paths that no other user can change, so that what is found there later is what its owner has put there. */
final class GuardedPath {
    private static final int GROUP_MAY_WRITE = 0020;
    private static final int OTHERS_MAY_WRITE = 0002;
    private static final int ANYBODY_ELSE_MAY_ENTER = 0011;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private GuardedPath() {}

    /**
     * Checks a file or folder and all folders above it. Each belongs to this user or to root, and nobody else may write to it. What
     * is below a folder that nobody else may enter can be as it likes, and in a sticky folder others can put new files only. A group
     * that is named like the owner is the owner alone.
     *
     * @return the same without links, for use: a link that leads there is not looked at
     * @throws IOException when somebody else can put another file there, saying which folder lets them; or there is no such path
     */
    static Path require(Path path) throws IOException {
        Path real = path.toRealPath();
        Deque<Path> parts = new ArrayDeque<>();
        for (Path part = real; part != null; part = part.getParent()) {
            parts.push(part);
        }
        for (Path part : parts) {
            int mode = attribute(part, "unix:mode");
            int owner = attribute(part, "unix:uid");
            if (owner != ROOT && owner != ourselves()) {
                throw new IOException(part + " belongs to another user");
            }
            boolean sticky = Files.isDirectory(part) && (mode & STICKY) != 0;
            if (!sticky && isOpen(part, mode)) {
                throw new IOException("other users can write to " + part + "; 'chmod go-w' ends that");
            }
            if (Files.isDirectory(part) && (mode & ANYBODY_ELSE_MAY_ENTER) == 0) {
                break;
            }
        }
        return real;
    }

    private static boolean isOpen(Path part, int mode) throws IOException {
        if ((mode & OTHERS_MAY_WRITE) != 0) {
            return true;
        }
        if ((mode & GROUP_MAY_WRITE) == 0) {
            return false;
        }
        PosixFileAttributes found = Files.readAttributes(part, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return !found.group().getName().equals(found.owner().getName());
    }

    private static int ourselves() throws IOException {
        return attribute(Path.of("/proc/self").toRealPath(), "unix:uid");
    }

    private static int attribute(Path path, String name) throws IOException {
        return (int) Objects.requireNonNull(Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS));
    }
}
