package dev.muybridge.job.storage;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Lists folders of any of Flink's file systems. */
public final class Folders {
    private Folders() {}

    /**
     * What is in {@code folder}, in name order.
     *
     * @throws IOException when it cannot be listed
     */
    public static List<FileStatus> list(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        List<FileStatus> statuses =
                files.isDistributedFS() ? listed(folder, files.listStatus(folder)) : listLocal(folder, files);
        return statuses.stream()
                .sorted(Comparator.comparing(status -> status.getPath().getName()))
                .toList();
    }

    private static List<FileStatus> listed(Path folder, FileStatus @Nullable [] statuses) throws IOException {
        return Arrays.asList(present(folder, statuses));
    }

    /**
     * Flink's own listing of a local folder takes what stands before a colon in a file's name for a scheme. As there, what is gone
     * by the time it is looked at, or a link to nothing, is passed over.
     */
    private static List<FileStatus> listLocal(Path folder, FileSystem files) throws IOException {
        List<FileStatus> statuses = new ArrayList<>();
        for (File child : present(folder, new File(folder.getPath()).listFiles())) {
            if (child.exists()) {
                statuses.add(files.getFileStatus(Path.fromLocalFile(child)));
            }
        }
        return statuses;
    }

    /** What a local folder names and nobody can look at, in name order: links that lead nowhere or in circles. */
    public static List<Path> unreachable(Path folder) throws IOException {
        if (folder.getFileSystem().isDistributedFS()) {
            return List.of();
        }
        return Arrays.stream(present(folder, new File(folder.getPath()).listFiles()))
                .filter(child -> !child.exists())
                .sorted(Comparator.comparing(File::getName))
                .map(Path::fromLocalFile)
                .toList();
    }

    private static <T> T[] present(Path folder, T @Nullable [] children) throws IOException {
        if (children == null) {
            throw new IOException("cannot list " + folder.getPath());
        }
        return children;
    }
}
