package dev.muybridge.job.sink;

import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OnePlugin;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A store on another machine, which {@link CrashingDisk#allow} lets change so often, and then no more: a file appears when its stream is
 * closed (and, on HDFS, is there and empty when it is made), what is prepared begins, its bytes are sent, it is put in place, one file or
 * empty folder is deleted.
 */
final class CrashingStore extends FileSystem {
    private final FileSystem store;

    private CrashingStore(FileSystem store) {
        this.store = store;
    }

    /** From now on {@code store} is used in this way, for all paths of its scheme. */
    static void over(FileSystem store) {
        OnePlugin.use(store.getUri().getScheme(), new CrashingStore(store));
    }

    @Override
    public URI getUri() {
        return store.getUri();
    }

    @Override
    public Path getWorkingDirectory() {
        return store.getWorkingDirectory();
    }

    @Override
    public Path getHomeDirectory() {
        return store.getHomeDirectory();
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return store.getFileStatus(path);
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) throws IOException {
        return store.getFileBlockLocations(file, start, length);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return store.open(path, bufferSize);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return store.open(path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return store.listStatus(path);
    }

    @Override
    public boolean isDistributedFS() {
        return store.isDistributedFS();
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return CrashingDisk.change(() -> store.mkdirs(path));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return CrashingDisk.change(() -> store.rename(from, to));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (!store.exists(path)) {
            return false;
        }
        if (recursive && store.getFileStatus(path).isDir()) {
            for (FileStatus child : store.listStatus(path)) {
                delete(child.getPath(), true);
            }
        }
        return CrashingDisk.change(() -> store.delete(path, false));
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        boolean object = Location.of(path).isObjectStore();
        return new PassingStream(
                object ? store.create(path, mode) : CrashingDisk.change(() -> store.create(path, mode))) {
            @Override
            public void close() throws IOException {
                CrashingDisk.change(() -> {
                    super.close();
                    return true;
                });
            }
        };
    }

    @Override
    public RecoverableWriter createRecoverableWriter() throws IOException {
        return new Writer(store.createRecoverableWriter());
    }

    private record Writer(RecoverableWriter writer) implements RecoverableWriter {
        @Override
        public RecoverableFsDataOutputStream open(Path path) throws IOException {
            return new PassingStream(CrashingDisk.change(() -> writer.open(path))) {
                @Override
                public Committer closeForCommit() throws IOException {
                    return CrashingDisk.change(super::closeForCommit);
                }
            };
        }

        @Override
        public RecoverableFsDataOutputStream recover(ResumeRecoverable resumable) throws IOException {
            return writer.recover(resumable);
        }

        @Override
        public boolean requiresCleanupOfRecoverableState() {
            return writer.requiresCleanupOfRecoverableState();
        }

        @Override
        public boolean cleanupRecoverableState(ResumeRecoverable resumable) throws IOException {
            return writer.cleanupRecoverableState(resumable);
        }

        @Override
        public RecoverableFsDataOutputStream.Committer recoverForCommit(CommitRecoverable resumable)
                throws IOException {
            return new PassingStream.PassingCommitter(writer.recoverForCommit(resumable)) {
                @Override
                public void commitAfterRecovery() throws IOException {
                    CrashingDisk.change(() -> {
                        super.commitAfterRecovery();
                        return true;
                    });
                }
            };
        }

        @Override
        public SimpleVersionedSerializer<CommitRecoverable> getCommitRecoverableSerializer() {
            return writer.getCommitRecoverableSerializer();
        }

        @Override
        public SimpleVersionedSerializer<ResumeRecoverable> getResumeRecoverableSerializer() {
            return writer.getResumeRecoverableSerializer();
        }

        @Override
        public boolean supportsResume() {
            return writer.supportsResume();
        }
    }
}
