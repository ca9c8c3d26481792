package dev.muybridge.job.sink;

import dev.muybridge.job.storage.KeepsFolders;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/** The local disk under the scheme {@value #SCHEME}, which records what changes, and what is asked to be kept. */
public final class RecordingDisk extends LocalFileSystem implements KeepsFolders {
    static final String SCHEME = "recording";

    private static final List<Change> CHANGES = new ArrayList<>();
    private static int files;

    /** What happens to a disk. Paths are absolute; a file's bytes are known by its number, whatever it is called. */
    sealed interface Change {}

    record Made(String folder) implements Change {}

    record Opened(String path, int file) implements Change {}

    record Wrote(int file, byte[] bytes) implements Change {}

    record Moved(String from, String to) implements Change {}

    record Removed(String path) implements Change {}

    record KeptBytes(int file) implements Change {}

    record KeptNames(String folder) implements Change {}

    /** Forgets what was recorded. */
    static void restart() {
        CHANGES.clear();
    }

    static List<Change> changes() {
        return List.copyOf(CHANGES);
    }

    private static String text(Path path) {
        String text = path.toUri().getPath();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public void keepFolder(Path folder) {
        CHANGES.add(new KeptNames(text(folder)));
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        if (!exists(folder)) {
            mkdirs(folder.getParent());
            super.mkdirs(folder);
            CHANGES.add(new Made(text(folder)));
        }
        return true;
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        boolean done = super.rename(from, to);
        CHANGES.add(new Moved(text(from), text(to)));
        return done;
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
        boolean done = super.delete(path, false);
        CHANGES.add(new Removed(text(path)));
        return done;
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        FSDataOutputStream out = super.create(path, mode);
        return new Recorded(out, opened(text(path)));
    }

    private static int opened(String path) {
        CHANGES.add(new Opened(path, files));
        return files++;
    }

    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        return new Writer(this);
    }

    /** Makes the disk for Flink. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new RecordingDisk();
        }
    }

    private static final class Recorded extends PassingStream {
        private final int file;

        Recorded(FSDataOutputStream out, int file) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            CHANGES.add(new Wrote(file, Arrays.copyOfRange(bytes, offset, offset + length)));
        }

        @Override
        public void sync() {
            CHANGES.add(new KeptBytes(file));
        }

        @Override
        public Committer closeForCommit() throws IOException {
            CHANGES.add(new KeptBytes(file)); // as Flink does, seen with strace
            return super.closeForCommit();
        }
    }

    private static final class Writer extends LocalRecoverableWriter {
        Writer(LocalFileSystem files) {
            super(files);
        }

        @Override
        public RecoverableFsDataOutputStream open(Path path) throws IOException {
            RecoverableFsDataOutputStream out = super.open(path);
            return new Recorded(out, opened(hidden(out.persist())));
        }

        @Override
        public RecoverableFsDataOutputStream.Committer recoverForCommit(RecoverableWriter.CommitRecoverable recoverable)
                throws IOException {
            return new PassingStream.PassingCommitter(super.recoverForCommit(recoverable)) {
                @Override
                public void commitAfterRecovery() throws IOException {
                    boolean there = Files.exists(java.nio.file.Path.of(hidden(recoverable)));
                    super.commitAfterRecovery();
                    if (there) {
                        CHANGES.add(new Moved(hidden(recoverable), place("targetFile", recoverable)));
                    }
                }
            };
        }

        private static String hidden(Object recoverable) {
            return place("tempFile", recoverable);
        }

        /** Flink tells nobody where it writes. */
        private static String place(String which, Object recoverable) {
            try {
                Method method = recoverable.getClass().getMethod(which);
                method.setAccessible(true);
                return ((File) method.invoke(recoverable)).getPath();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("Flink has changed", e);
            }
        }
    }
}
