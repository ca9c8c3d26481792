package dev.muybridge.job.storage;

import dev.muybridge.job.model.FileContent;
import dev.muybridge.job.model.PendingFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * {@link OutputStore} through Flink's {@link RecoverableWriter}: a rename on a local disk, a completed multipart upload on an
 * object store. Stateless apart from its layout; thread-safe.
 */
public final class FlinkOutputStore implements OutputStore {
    private final OutputLayout layout;

    public FlinkOutputStore(OutputLayout layout) {
        this.layout = layout;
    }

    @Override
    public PendingFile prepare(String path, Content content) throws IOException {
        try {
            Links.refuse(layout.output(), path);
            return write(path, content);
        } catch (UnreadException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(layout.path(path), e);
        }
    }

    private PendingFile write(String path, Content content) throws IOException {
        Path target = layout.path(path);
        FileSystem files = target.getFileSystem();
        Power.makeFolder(Location.of(target).parent().path());
        RecoverableWriter writer = files.createRecoverableWriter();
        RecoverableFsDataOutputStream out = writer.open(target);
        try {
            Checksums.Stream written = new Checksums.Stream(out);
            content.writeTo(written);
            RecoverableWriter.CommitRecoverable recoverable =
                    out.closeForCommit().getRecoverable();
            SimpleVersionedSerializer<RecoverableWriter.CommitRecoverable> serializer =
                    writer.getCommitRecoverableSerializer();
            return new PendingFile(path, written.content(), serializer.getVersion(), serializer.serialize(recoverable));
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public void commit(PendingFile file) throws IOException {
        try {
            Links.refuse(layout.output(), file.target());
            rename(file);
        } catch (IOException e) {
            throw new OutputException(layout.path(file.target()), e);
        }
    }

    private void rename(PendingFile file) throws IOException {
        RecoverableWriter writer = layout.path(file.target()).getFileSystem().createRecoverableWriter();
        RecoverableWriter.CommitRecoverable recoverable =
                writer.getCommitRecoverableSerializer().deserialize(file.serializerVersion(), file.recoverable());
        writer.recoverForCommit(recoverable).commitAfterRecovery();
    }

    @Override
    public Optional<String> flaw(PendingFile file, boolean read) throws IOException {
        Path target = layout.path(file.target());
        FileContent wanted = file.content();
        try {
            FileStatus status = target.getFileSystem().getFileStatus(target);
            if (status.isDir()) {
                return Optional.of(file.target() + " is a folder");
            }
            if (status.getLen() != wanted.size()) {
                return Optional.of(file.target() + " has " + status.getLen() + " bytes instead of " + wanted.size());
            }
            boolean all = read || layout.output().isLocal();
            boolean same = !all || Checksums.read(target).equals(wanted);
            return same ? Optional.empty() : Optional.of(file.target() + " has other bytes than were written");
        } catch (FileNotFoundException e) {
            return Optional.of(file.target() + " is gone");
        }
    }

    @Override
    public void keep(String folder) throws IOException {
        try {
            Power.keepNames(layout.path(folder));
        } catch (IOException e) {
            throw new OutputException(layout.path(folder), e);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Links.refuse(layout.output(), path);
        Path target = layout.path(path);
        if (layout.output().isLocal()) {
            try {
                Links.remove(Location.of(target).local());
            } catch (IOException e) {
                throw new IOException("cannot delete " + Location.of(target), e);
            }
            return;
        }
        FileSystem files = target.getFileSystem();
        if (!files.delete(target, true) && files.exists(target)) {
            throw new IOException("cannot delete " + target);
        }
    }

    @Override
    public void deleteFile(String path) throws IOException {
        Path target = layout.path(path);
        try {
            if (!target.getFileSystem().getFileStatus(target).isDir()) {
                delete(path);
            }
        } catch (FileNotFoundException e) {
            // There is none.
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return Folders.names(layout.path(folder));
    }

    @Override
    public List<String> folders(String folder) throws IOException {
        Path path = layout.path(folder);
        if (!path.getFileSystem().exists(path)) {
            return List.of();
        }
        return Folders.list(path).stream()
                .filter(FileStatus::isDir)
                .map(child -> child.getPath().getName())
                .toList();
    }
}
