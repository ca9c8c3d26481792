package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SeekableInput;

/** A file in memory. */
record BytesSource(byte[] bytes) implements ByteSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public SeekableInput open() {
        return new SeekableInput() {
            private int at;

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (at >= bytes.length) {
                    return -1;
                }
                int count = Math.min(length, bytes.length - at);
                System.arraycopy(bytes, at, buffer, offset, count);
                at += count;
                return count;
            }

            @Override
            public void seek(long position) {
                if (position < 0 || position > bytes.length) {
                    throw new IllegalArgumentException("no position " + position + " in " + bytes.length + " bytes");
                }
                at = (int) position;
            }

            @Override
            public long position() {
                return at;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
