package dev.muybridge.app;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local disk under the scheme {@value #SCHEME}, which counts what would be requests to a store. */
public final class CountingDisk extends LocalFileSystem {
    static final String SCHEME = "counting";

    private static final AtomicInteger REQUESTS = new AtomicInteger();

    private boolean listing;

    /** Counts from here on. */
    static void restart() {
        REQUESTS.set(0);
    }

    /** How many there were since. */
    static int requests() {
        return REQUESTS.get();
    }

    private void count() {
        if (!listing) {
            REQUESTS.incrementAndGet();
        }
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        count();
        return super.getFileStatus(path);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        count();
        return super.exists(path);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        count();
        return super.open(path);
    }

    /** One request, whatever the folder holds. */
    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        count();
        listing = true;
        try {
            return super.listStatus(path);
        } finally {
            listing = false;
        }
    }

    /** Makes the disk for Flink. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new CountingDisk();
        }
    }
}
