package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SeekableInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on this machine. */
public final class LocalSource implements ByteSource {
    private final Path path;
    private final long size;

    /** Looks up the file's length. */
    public LocalSource(Path path) throws IOException {
        this.path = path;
        this.size = Files.size(path);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SeekableInput open() throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new SeekableInput() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(buffer, offset, length));
            }

            @Override
            public void seek(long position) throws IOException {
                channel.position(position);
            }

            @Override
            public long position() throws IOException {
                return channel.position();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
