package dev.muybridge.job.storage;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
     * Flink's own listing of a local folder takes what stands before a colon in a file's name for a scheme, and fails when a file goes
     * before it is looked at. Here what is gone by then, or is a link to nothing, is passed over.
     */
    private static List<FileStatus> listLocal(Path folder, FileSystem files) throws IOException {
        List<FileStatus> statuses = new ArrayList<>();
        for (File child : present(folder, new File(folder.getPath()).listFiles())) {
            try {
                statuses.add(files.getFileStatus(Path.fromLocalFile(child)));
            } catch (FileNotFoundException e) {
                // It has gone, or leads nowhere.
            }
        }
        return statuses;
    }

    /** The names of all that is in {@code folder}, in no order; none where there is no such folder. Nothing in it is looked at. */
    public static List<String> names(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        List<String> names = new ArrayList<>();
        if (!files.isDistributedFS()) {
            try (DirectoryStream<java.nio.file.Path> children =
                    Files.newDirectoryStream(java.nio.file.Path.of(folder.getPath()))) {
                children.forEach(child -> names.add(child.getFileName().toString()));
            } catch (NoSuchFileException | NotDirectoryException e) {
                return List.of();
            }
        } else if (files.exists(folder)) {
            listed(folder, files.listStatus(folder))
                    .forEach(child -> names.add(child.getPath().getName()));
        }
        return names;
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
