package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * An OUTPUT whose files are files of this machine: on its disk, or in a store that keeps them there.
 *
 * @param location as the command gets it
 * @param folder where the files are
 */
record DiskOutput(String location, Path folder) implements ChaosOutput {
    static DiskOutput of(Path folder) {
        return new DiskOutput(folder.toString(), folder);
    }

    @Override
    public long count(String part) throws IOException {
        long[] found = new long[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return visitFile(visited, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found[0] += folder.relativize(file).toString().contains(part) ? 1 : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found[0];
    }

    @Override
    public Path local() {
        return folder;
    }

    @Override
    public void delete() throws IOException {
        BenchCommand.deleteAll(folder);
    }
}
