package dev.muybridge.job.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Has this machine's disks keep what was written, even if the power fails. A file's bytes and its name are kept separately: the name
 * belongs to its folder. Other file systems keep what they have accepted; there, nothing happens here.
 */
final class Power {
    /** What Linux says on behalf of a file system, such as some on networks, that cannot be asked to keep a folder. */
    private static final Set<String> NOT_SUPPORTED = Set.of("Invalid argument", "Operation not supported");

    private Power() {}

    /** Returns when the bytes written into {@code out} so far, in a file at {@code path}, are kept. */
    static void keepBytes(FSDataOutputStream out, Path path) throws IOException {
        if (isKept(path)) {
            out.flush();
            out.sync();
        }
    }

    /** Returns when all that was made, renamed or removed in {@code folder} so far is kept; it need not exist. */
    static void keepNames(Path folder) throws IOException {
        if (files(folder) instanceof KeepsFolders told) {
            told.keepFolder(folder);
        } else if (Location.of(folder).isLocal()) {
            try (FileChannel channel = FileChannel.open(Location.of(folder).local(), StandardOpenOption.READ)) {
                channel.force(true);
            } catch (NoSuchFileException e) {
                // What was in it is gone with it.
            } catch (IOException e) {
                if (!NOT_SUPPORTED.contains(String.valueOf(e.getMessage()))) {
                    throw e;
                }
            }
        }
    }

    /** Makes {@code folder} and those above it, as far as they are missing and needed; returns when their names are kept. */
    static void makeFolder(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        if (!isKept(folder)) {
            if (!Location.of(folder).isObjectStore()) {
                files.mkdirs(folder);
            }
            return;
        }
        Deque<Location> missing = new ArrayDeque<>();
        for (Location above = Location.of(folder); !files.exists(above.path()); above = above.parent()) {
            missing.push(above);
        }
        files.mkdirs(folder);
        for (Location made : missing) {
            keepNames(made.parent().path());
        }
    }

    private static boolean isKept(Path path) throws IOException {
        return Location.of(path).isLocal() || files(path) instanceof KeepsFolders;
    }

    /** Without the wrapping in which Flink gives it to a task. */
    private static FileSystem files(Path path) throws IOException {
        return FileSystem.getUnguardedFileSystem(path.toUri());
    }
}
