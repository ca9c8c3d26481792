package dev.muybridge.job.storage;

import dev.muybridge.job.model.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;

/** Says what a file holds: while it is written, or by reading it. */
final class Checksums {
    private static final int BUFFER_BYTES = 1 << 16;

    private Checksums() {}

    /** What the file at {@code path} holds, all of which is read. */
    static FileContent read(Path path) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (InputStream in = path.getFileSystem().open(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Interrupts.check();
                crc.update(buffer, 0, read);
                size += read;
            }
        }
        return new FileContent(size, crc.getValue());
    }

    /** Passes bytes on and looks at each; the stream behind it is not closed with it. */
    static final class Stream extends FSDataOutputStream {
        private final FSDataOutputStream out;
        private final CRC32C crc = new CRC32C();
        private long size;

        Stream(FSDataOutputStream out) {
            this.out = out;
        }

        /** What has been written. */
        FileContent content() {
            return new FileContent(size, crc.getValue());
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            crc.update(value);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            crc.update(bytes, offset, length);
            size += length;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void sync() throws IOException {
            out.sync();
        }

        @Override
        public void close() {
            // Whoever opened the stream behind it decides whether the file is to appear.
        }
    }
}
