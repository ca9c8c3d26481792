package dev.muybridge.job.sink;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * The local disk under the scheme {@value #SCHEME}, which makes so many single changes more and then none, as if the process had
 * ended: a file is made, half of its bytes are written, the rest is, it is renamed, one file or empty folder is deleted. What
 * looks on is told of each change.
 */
public final class CrashingDisk extends LocalFileSystem {
    static final String SCHEME = "crash";
    static final String MESSAGE = "the process ended";

    private static int left;
    private static int made;
    private static boolean crashed;
    private static Reader reader = () -> {};

    /** From now on so many changes; {@code looksOn} is asked after each. */
    static void allow(int changes, Reader looksOn) {
        left = changes;
        made = 0;
        crashed = false;
        reader = looksOn;
    }

    /** How many were made since. */
    static int made() {
        return made;
    }

    /** Whether one was refused since. */
    static boolean hasCrashed() {
        return crashed;
    }

    static <T> T change(Change<T> change) throws IOException {
        if (crashed || left == 0) {
            crashed = true;
            throw new IOException(MESSAGE);
        }
        left--;
        T result = change.make();
        made++;
        reader.look();
        return result;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        return exists(folder) || change(() -> super.mkdirs(folder));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return change(() -> super.rename(from, to));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (!exists(path)) {
            return false;
        }
        if (recursive && getFileStatus(path).isDir()) {
            for (FileStatus child : listStatus(path)) {
                delete(child.getPath(), true);
            }
        }
        return change(() -> super.delete(path, false));
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        return new InHalves(change(() -> super.create(path, mode)));
    }

    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        return new Writer(this);
    }

    /** What looks on. */
    interface Reader {
        void look() throws IOException;
    }

    interface Change<T> {
        T make() throws IOException;
    }

    /** Makes the disk for Flink. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new CrashingDisk();
        }
    }

    private static final class Writer extends LocalRecoverableWriter {
        Writer(LocalFileSystem files) {
            super(files);
        }

        @Override
        public RecoverableFsDataOutputStream open(Path path) throws IOException {
            return new InHalves(change(() -> super.open(path)));
        }

        @Override
        public RecoverableFsDataOutputStream.Committer recoverForCommit(RecoverableWriter.CommitRecoverable recoverable)
                throws IOException {
            return new PassingStream.PassingCommitter(super.recoverForCommit(recoverable)) {
                @Override
                public void commitAfterRecovery() throws IOException {
                    change(() -> {
                        super.commitAfterRecovery();
                        return true;
                    });
                }
            };
        }
    }

    private static final class InHalves extends PassingStream {
        InHalves(FSDataOutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int half = length / 2;
            change(() -> written(bytes, offset, half));
            change(() -> written(bytes, offset + half, length - half));
        }

        /** To the disk, so that whoever looks on sees it. */
        private boolean written(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            flush();
            return true;
        }

        @Override
        public Committer closeForCommit() throws IOException {
            return change(super::closeForCommit);
        }
    }
}
