package dev.muybridge.job.storage;

import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SeekableInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** A file on one of Flink's file systems, opened anew for each reader. */
public final class FlinkFile implements ByteSource {
    private final Path path;
    private final long size;

    /** @param size its length in bytes, as its listing said */
    public FlinkFile(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    /** The input {@code video}. */
    public static FlinkFile of(VideoRef video) {
        return new FlinkFile(Location.ofUri(video.path()).path(), video.size());
    }

    /**
     * Distinguishes the contents that the file of {@code video} has now from others.
     *
     * @throws FileNotFoundException when it is gone
     */
    public static String fingerprint(VideoRef video) throws IOException {
        Location input = Location.ofUri(video.path());
        FileStatus status = input.files().getFileStatus(input.path());
        return fingerprint(status.getLen(), modified(status));
    }

    /** The same for a file of {@code size} bytes that was modified that many milliseconds after 1970. */
    public static String fingerprint(long size, long modified) {
        return Long.toHexString(size) + "-" + Long.toHexString(modified);
    }

    /**
     * When a file was modified, in milliseconds since 1970. An object store tells it to the second if it is asked for one file, and
     * some tell more in a listing: there it is the second.
     */
    public static long modified(FileStatus status) {
        long millis = status.getModificationTime();
        return Location.of(status.getPath()).isObjectStore() ? TimeUnit.MILLISECONDS.toSeconds(millis) * 1000 : millis;
    }

    /** The file at {@code path} with the length that it has now. */
    public static FlinkFile of(Path path) throws IOException {
        return new FlinkFile(path, path.getFileSystem().getFileStatus(path).getLen());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SeekableInput open() throws IOException {
        return new Input(path.getFileSystem().open(path));
    }

    private record Input(FSDataInputStream stream) implements SeekableInput {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return stream.read(buffer, offset, length);
        }

        @Override
        public void seek(long position) throws IOException {
            stream.seek(position);
        }

        @Override
        public long position() throws IOException {
            return stream.getPos();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
