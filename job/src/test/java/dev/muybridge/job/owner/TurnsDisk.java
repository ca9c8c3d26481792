package dev.muybridge.job.owner;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * A store without locks and without renames under the scheme {@value #SCHEME}: each thread waits for its turn before it writes, lists
 * or deletes.
 */
public final class TurnsDisk extends LocalFileSystem {
    static final String SCHEME = "turns";

    private static volatile Runnable turn = () -> {};

    /** From here on each operation waits until {@code next} returns. */
    static void await(Runnable next) {
        turn = next;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        turn.run();
        return super.listStatus(path);
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        turn.run();
        return super.create(path, mode);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        turn.run();
        return super.delete(path, recursive);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        throw new IOException("this store has no renames");
    }

    /** Makes the disk for Flink. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new TurnsDisk();
        }
    }
}
