package dev.muybridge.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a cluster in this process keeps its temporary files: a folder that nobody else can enter. It is removed when it is closed; if
 * the process is killed, by the next that makes one.
 */
final class RunFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String PREFIX = "muybridge-run-";
    private static final String OWNER = "owner";

    /** Of this process. To open such a lock and close it again would release it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel owner;

    private RunFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes one among the temporary files of this machine. */
    static RunFolder make() throws IOException {
        return make(temporary());
    }

    /** Removes what processes of this user that are gone have left there. */
    static void removeLeft() throws IOException {
        removeLeft(temporary());
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Removes from {@code place} what processes of this user that are gone have left, and makes a folder there. */
    static RunFolder make(Path place) throws IOException {
        removeLeft(place);
        while (true) {
            Path folder = Files.createTempDirectory(
                    place, PREFIX + ProcessHandle.current().pid() + "-");
            OWN.add(folder);
            FileChannel owner =
                    FileChannel.open(folder.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileLock lock = owner.tryLock();
            // Another process may have taken it for one that was left, between its making and its locking.
            if (lock != null && Files.exists(folder.resolve(OWNER))) {
                return new RunFolder(folder, owner);
            }
            owner.close();
            OWN.remove(folder);
        }
    }

    Path path() {
        return path;
    }

    /** Does not fail: what cannot be removed now, the next may. Closing it again has no effect. */
    @Override
    public void close() {
        FileUtils.deleteDirectoryQuietly(path.toFile());
        try {
            owner.close();
        } catch (IOException e) {
            LOG.warn("{} stays locked", path, e);
        }
        OWN.remove(path);
    }

    private static void removeLeft(Path place) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder)) {
                    removeIfLeft(folder);
                }
            }
        }
    }

    private static void removeIfLeft(Path folder) {
        try {
            if (!isOurs(folder)) {
                return;
            }
            try (FileChannel owner =
                    FileChannel.open(folder.resolve(OWNER), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (owner.tryLock() != null) {
                    FileUtils.deleteDirectoryQuietly(folder.toFile());
                }
            }
        } catch (IOException e) {
            LOG.debug("{} stays", folder, e);
        }
    }

    /** Whether it is a folder, not a link, that this user alone can enter. */
    private static boolean isOurs(Path folder) throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.isDirectory()
                && found.permissions().equals(PosixFilePermissions.fromString("rwx------"))
                && found.owner().equals(Files.getOwner(Path.of("/proc/self")));
    }
}
