package dev.muybridge.media;

import java.io.IOException;

/** A file that can be opened any number of times, wherever it is stored. */
public interface ByteSource {
    /** The file's length in bytes. */
    long size();

    /** Opens it at its first byte; the caller closes it. */
    SeekableInput open() throws IOException;
}
