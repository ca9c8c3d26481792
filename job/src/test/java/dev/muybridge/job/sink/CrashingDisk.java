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

    private static <T> T change(Change<T> change) throws IOException {
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
        FSDataOutputStream out = change(() -> super.create(path, mode));
        return new InHalves(out);
    }

    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        return new Writer(this);
    }

    /** What looks on. */
    interface Reader {
        void look() throws IOException;
    }

    private interface Change<T> {
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
            return new RecoverableInHalves(change(() -> super.open(path)));
        }

        @Override
        public RecoverableFsDataOutputStream.Committer recoverForCommit(RecoverableWriter.CommitRecoverable recoverable)
                throws IOException {
            RecoverableFsDataOutputStream.Committer committer = super.recoverForCommit(recoverable);
            return new RecoverableFsDataOutputStream.Committer() {
                @Override
                public void commit() {
                    throw new UnsupportedOperationException("only after recovery");
                }

                @Override
                public void commitAfterRecovery() throws IOException {
                    change(() -> {
                        committer.commitAfterRecovery();
                        return true;
                    });
                }

                @Override
                public RecoverableWriter.CommitRecoverable getRecoverable() {
                    return committer.getRecoverable();
                }
            };
        }
    }

    private static void writeInHalves(FSDataOutputStream out, byte[] bytes, int offset, int length) throws IOException {
        int half = length / 2;
        change(() -> write(out, bytes, offset, half));
        change(() -> write(out, bytes, offset + half, length - half));
    }

    /** To the disk, so that whoever looks on sees it. */
    private static boolean write(FSDataOutputStream out, byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
        return true;
    }

    private static final class InHalves extends FSDataOutputStream {
        private final FSDataOutputStream out;

        InHalves(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writeInHalves(out, bytes, offset, length);
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void sync() throws IOException {
            out.sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class RecoverableInHalves extends RecoverableFsDataOutputStream {
        private final RecoverableFsDataOutputStream out;

        RecoverableInHalves(RecoverableFsDataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writeInHalves(out, bytes, offset, length);
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void sync() throws IOException {
            out.sync();
        }

        @Override
        public RecoverableWriter.ResumeRecoverable persist() throws IOException {
            return out.persist();
        }

        @Override
        public Committer closeForCommit() throws IOException {
            return change(out::closeForCommit);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
