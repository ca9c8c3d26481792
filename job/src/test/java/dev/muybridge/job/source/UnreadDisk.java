package dev.muybridge.job.source;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local disk under the scheme {@value #SCHEME}, which cannot say what poses are published. */
public final class UnreadDisk extends LocalFileSystem {
    static final String SCHEME = "unread";
    static final String MESSAGE = "the disk has a bad sector";

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public boolean exists(Path path) throws IOException {
        if (path.getName().endsWith(".poses")) {
            throw new IOException(MESSAGE);
        }
        return super.exists(path);
    }

    /** Makes the disk for Flink. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new UnreadDisk();
        }
    }
}
