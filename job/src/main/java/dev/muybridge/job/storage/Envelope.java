package dev.muybridge.job.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * What surrounds the content of a file that only this program reads: a mark, a version and a checksum come before it, so that a reader
 * can tell whether it is whole and of the right kind.
 *
 * @param mark of files of this kind
 * @param version of their content
 */
public record Envelope(int mark, int version) {
    private static final int HEADER_BYTES = 4 + 4 + 8;

    /** A file with that content. */
    public byte[] seal(byte[] content) {
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putInt(mark)
                .putInt(version)
                .putLong(checksum(content))
                .put(content)
                .array();
    }

    /**
     * The content of a file.
     *
     * @throws DamagedException when it is damaged, of another kind or of another version; the message says which
     */
    public byte[] open(byte[] file) throws DamagedException {
        ByteBuffer header = ByteBuffer.wrap(file);
        if (file.length == 0) {
            throw new DamagedException("it is empty");
        }
        if (file.length < HEADER_BYTES || header.getInt() != mark) {
            throw new DamagedException("it is damaged, or a much older version of this program wrote it");
        }
        int found = header.getInt();
        if (found != version) {
            throw new DamagedException("it has version " + found + ", this program reads version " + version);
        }
        long checksum = header.getLong();
        byte[] content = new byte[header.remaining()];
        header.get(content);
        if (checksum(content) != checksum) {
            throw new DamagedException("it is damaged: its checksum is wrong");
        }
        return content;
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
