package dev.muybridge.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One run at a time on a local OUTPUT. The operating system releases the lock however the process ends. */
final class OutputLock implements AutoCloseable {
    private final FileChannel channel;

    private OutputLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks {@code output}, creating the folder if necessary.
     *
     * @throws RunException when another run holds it
     * @throws IOException when it cannot be written to
     */
    static OutputLock acquire(Path output) throws IOException, RunException {
        Path file = Files.createDirectories(output.resolve(".staging")).resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new RunException("another run is writing to " + output + "; wait for it, or choose another --output");
        }
        return new OutputLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
