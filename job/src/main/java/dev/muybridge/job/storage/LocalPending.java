package dev.muybridge.job.storage;

import dev.muybridge.job.model.PendingFile;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.RecoverableWriter;

/**
 * What Flink's writer for local disks keeps to finish a file: two absolute paths, the second of which it renames to the first. Whoever
 * wrote that chose any two. Its class is not public.
 */
public final class LocalPending {
    private static final Pattern UNFINISHED = Pattern.compile("\\..*\\.inprogress\\..*", Pattern.DOTALL);

    private LocalPending() {}

    /** Whether that writer gives such a name to what it has not finished. */
    public static boolean isUnfinished(String name) {
        return UNFINISHED.matcher(name).matches();
    }

    /**
     * Whether {@code file} becomes what it is said to be and nothing else: it waits in the folder of its target.
     *
     * @param output OUTPUT by the path by which it was known when the file was written
     * @throws IOException when what is kept of it is in no form that Flink knows
     */
    public static boolean isWhole(Location output, PendingFile file) throws IOException {
        RecoverableWriter writer = FileSystem.getLocalFileSystem().createRecoverableWriter();
        RecoverableWriter.CommitRecoverable kept =
                writer.getCommitRecoverableSerializer().deserialize(file.serializerVersion(), file.recoverable());
        Path target = output.child(file.target()).local();
        Path unfinished = path(kept, "tempFile");
        return path(kept, "targetFile").equals(target)
                && target.resolveSibling(unfinished.getFileName()).equals(unfinished)
                && isUnfinished(unfinished.getFileName().toString());
    }

    private static Path path(RecoverableWriter.CommitRecoverable kept, String method) throws IOException {
        try {
            Method getter = kept.getClass().getMethod(method);
            getter.setAccessible(true);
            return ((File) getter.invoke(kept)).toPath();
        } catch (ReflectiveOperationException e) {
            throw new IOException("this version of Flink keeps no " + method, e);
        }
    }
}
