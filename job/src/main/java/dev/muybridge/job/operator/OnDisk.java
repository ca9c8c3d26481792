package dev.muybridge.job.operator;

import dev.muybridge.motion.FloatColumns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps numbers on the local disk instead of in the heap. */
final class OnDisk {
    /** A thread keeps native memory as large as the largest piece that it ever wrote out of the heap. */
    private static final int PIECE = 1 << 20;

    private OnDisk() {}

    /** The same numbers, in a file without a name, which is gone when nobody uses them any more or the process ends. */
    static FloatColumns columns(FloatColumns numbers) throws IOException {
        Path file = Files.createTempFile("muybridge-places-", null);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = numbers.bytes();
            while (bytes.hasRemaining()) {
                ByteBuffer piece = bytes.slice(bytes.position(), Math.min(PIECE, bytes.remaining()));
                bytes.position(bytes.position() + channel.write(piece));
            }
            return new FloatColumns(
                    numbers.columns(), channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.position()));
        } finally {
            Files.delete(file);
        }
    }
}
