package dev.muybridge.media;

import java.io.Closeable;
import java.io.IOException;

/** An open file that can be read from any position; used by one thread at a time. */
public interface SeekableInput extends Closeable {
    /** Reads up to {@code length} bytes; returns how many, or -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** Moves to {@code position} bytes from the start. */
    void seek(long position) throws IOException;

    /** Bytes from the start to the next byte read. */
    long position() throws IOException;
}
