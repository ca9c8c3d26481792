package dev.muybridge.job.storage;

import dev.muybridge.media.ByteSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Writes and reads whole staged files. A staged file appears under its name complete or not at all, and once it is written, a power
 * loss does not take it away. It is up to the reader to
 * check whether its content is the right one.
 */
public final class StagingStore {
    private StagingStore() {}

    /**
     * Writes {@code bytes} under a temporary name beside {@code target} and renames it; in an object store, in its place at once.
     *
     * @throws OutputException when the disk does not take it
     */
    public static void write(Path target, byte[] bytes) throws OutputException {
        try {
            if (Location.of(target).isObjectStore()) {
                put(target, bytes);
            } else {
                writeAndRename(target, bytes);
            }
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }

    private static void put(Path target, byte[] bytes) throws IOException {
        FileSystem files = target.getFileSystem();
        try (FSDataOutputStream out = files.create(target, FileSystem.WriteMode.OVERWRITE)) {
            out.write(bytes);
        } catch (IOException e) {
            // Closing the stream may have made a part of it appear.
            files.delete(target, false);
            throw e;
        }
    }

    private static void writeAndRename(Path target, byte[] bytes) throws IOException {
        FileSystem files = target.getFileSystem();
        Location parent = Location.of(target).parent();
        Power.makeFolder(parent.path());
        Path temporary = parent.child(".writing-" + target.getName() + "-" + UUID.randomUUID())
                .path();
        try {
            try (FSDataOutputStream out = files.create(temporary, FileSystem.WriteMode.NO_OVERWRITE)) {
                out.write(bytes);
                Power.keepBytes(out, temporary);
            }
            files.delete(target, false);
            if (!files.rename(temporary, target)) {
                throw new IOException("cannot rename " + temporary + " to " + target);
            }
            Power.keepNames(parent.path());
        } catch (IOException e) {
            files.delete(temporary, false);
            throw e;
        }
    }

    /**
     * Makes an empty file, which is not there yet.
     *
     * @throws OutputException when the disk does not take it
     */
    public static void touch(Path target) throws OutputException {
        try {
            FileSystem files = target.getFileSystem();
            if (Location.of(target).isObjectStore()) {
                files.create(target, FileSystem.WriteMode.OVERWRITE).close();
            } else {
                files.mkdirs(Location.of(target).parent().path());
                files.create(target, FileSystem.WriteMode.NO_OVERWRITE).close();
            }
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }

    /** The bytes of {@code path}, empty if there is no such file. */
    public static Optional<byte[]> read(Path path) throws UnreadException {
        try {
            return readIfThere(path);
        } catch (IOException e) {
            throw new UnreadException(e);
        }
    }

    private static Optional<byte[]> readIfThere(Path path) throws IOException {
        FileSystem files = path.getFileSystem();
        FileStatus status;
        try {
            status = files.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        try (FSDataInputStream in = files.open(path)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(status.getLen()));
            return Optional.of(bytes);
        }
    }

    /**
     * The bytes of {@code path}.
     *
     * @throws UnreadException also when there is no such file any more
     */
    public static byte[] require(Path path) throws UnreadException {
        return read(path).orElseThrow(() -> new UnreadException("a staged file is gone: " + path));
    }

    /** A staged file as a source, with the length that it has now. */
    public static ByteSource source(Path path) throws IOException {
        return FlinkFile.of(path);
    }
}
