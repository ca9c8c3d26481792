package dev.muybridge.testing;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SeekableInput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on the local disk. */
public record LocalFile(Path path) implements ByteSource {
    @Override
    public long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SeekableInput open() throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        return new SeekableInput() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return file.read(buffer, offset, length);
            }

            @Override
            public void seek(long position) throws IOException {
                file.seek(position);
            }

            @Override
            public long position() throws IOException {
                return file.getFilePointer();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
