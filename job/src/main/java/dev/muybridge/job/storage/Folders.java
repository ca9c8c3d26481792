package dev.muybridge.job.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Lists folders of any of Flink's file systems, until the thread is interrupted. */
public final class Folders {
    private Folders() {}

    /**
     * What is in a folder.
     *
     * @param statuses in name order
     * @param unreachable names in a local folder of what cannot be looked at, in name order: links that lead nowhere or in
     *     circles
     */
    public record Content(List<FileStatus> statuses, List<Path> unreachable) {}

    /**
     * What is in {@code folder}, in name order.
     *
     * @throws IOException when it cannot be listed
     */
    public static List<FileStatus> list(Path folder) throws IOException {
        return look(folder).statuses();
    }

    /**
     * What is in {@code folder}, including what cannot be looked at. Each local file is looked at once.
     *
     * @throws IOException when it cannot be listed
     */
    public static Content look(Path folder) throws IOException {
        Location location = Location.of(folder);
        if (location.isLocal()) {
            return lookLocal(location);
        }
        List<FileStatus> statuses = new ArrayList<>(listed(folder, location.files()));
        statuses.sort(Comparator.comparing(status -> status.getPath().getName()));
        return new Content(statuses, List.of());
    }

    private static List<FileStatus> listed(Path folder, FileSystem files) throws IOException {
        FileStatus @Nullable [] statuses = files.listStatus(folder);
        if (statuses == null) {
            throw cannotList(Location.of(folder), null);
        }
        return Arrays.asList(statuses);
    }

    /**
     * Flink's own listing of a local folder takes what comes before a colon in a file's name for a scheme, asks the disk
     * several times about each file, and fails if one disappears before it is looked at. Here such files are skipped.
     */
    private static Content lookLocal(Location folder) throws IOException {
        List<java.nio.file.Path> children;
        try {
            children = localChildren(folder);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw cannotList(folder, e);
        }
        children.sort(Comparator.comparing(Folders::name));
        List<FileStatus> statuses = new ArrayList<>(children.size());
        List<Path> unreachable = new ArrayList<>();
        for (java.nio.file.Path child : children) {
            Interrupts.check();
            Path path = folder.child(name(child)).path();
            try {
                statuses.add(new LocalStatus(path, Files.readAttributes(child, BasicFileAttributes.class)));
            } catch (IOException e) {
                if (!Files.notExists(child, LinkOption.NOFOLLOW_LINKS)) {
                    unreachable.add(path);
                }
            }
        }
        return new Content(statuses, unreachable);
    }

    /**
     * The names of everything in {@code folder}, in no particular order; none if there is no such folder. Nothing in it
     * is looked at.
     */
    public static List<String> names(Path folder) throws IOException {
        Location location = Location.of(folder);
        if (location.isLocal()) {
            try {
                return localChildren(location).stream().map(Folders::name).toList();
            } catch (NoSuchFileException | NotDirectoryException e) {
                return List.of();
            }
        }
        List<String> names = new ArrayList<>();
        if (location.files().exists(folder)) {
            listed(folder, location.files())
                    .forEach(child -> names.add(child.getPath().getName()));
        }
        return names;
    }

    private static List<java.nio.file.Path> localChildren(Location folder) throws IOException {
        List<java.nio.file.Path> found = new ArrayList<>();
        try (DirectoryStream<java.nio.file.Path> children = Files.newDirectoryStream(folder.local())) {
            for (java.nio.file.Path child : children) {
                Interrupts.check();
                found.add(child);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw e;
        } catch (java.nio.file.FileSystemException e) {
            throw cannotList(folder, e);
        } catch (DirectoryIteratorException e) {
            throw cannotList(folder, e.getCause());
        }
        return found;
    }

    private static String name(java.nio.file.Path child) {
        return FileNames.of(child);
    }

    private static IOException cannotList(Location folder, @Nullable IOException cause) {
        return new IOException("cannot list " + folder, cause);
    }

    /** What one look at a local file found. */
    private record LocalStatus(Path path, BasicFileAttributes attributes) implements FileStatus {
        @Override
        public long getLen() {
            return attributes.size();
        }

        @Override
        public long getBlockSize() {
            return attributes.size();
        }

        @Override
        public short getReplication() {
            return 1;
        }

        @Override
        public long getModificationTime() {
            return attributes.lastModifiedTime().toMillis();
        }

        @Override
        public long getAccessTime() {
            return attributes.lastAccessTime().toMillis();
        }

        @Override
        public boolean isDir() {
            return attributes.isDirectory();
        }

        @Override
        public Path getPath() {
            return path;
        }
    }
}
