package dev.muybridge.job.sink;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.zip.CRC32C;

/**
 * Journals: a mark, a version and a checksum, then for which OUTPUT the journal is, and the publication. The OUTPUT matters because
 * what a file system needs to finish a file names it by its absolute path: the journal in a copy of a folder would publish in the
 * original.
 */
final class JournalCodec {
    private static final int MARK = 0x4D59424A; // MYBJ
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 4 + 4 + 8;

    private final OutputLayout layout;
    private final PublicationCodec publications = new PublicationCodec();

    JournalCodec(OutputLayout layout) {
        this.layout = layout;
    }

    byte[] encode(Publication publication) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(layout.root());
            out.writeInt(publications.getVersion());
            out.write(publications.serialize(publication));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could fail
        }
        byte[] content = bytes.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putInt(MARK)
                .putInt(VERSION)
                .putLong(checksum(content))
                .put(content)
                .array();
    }

    /**
     * The publication of a journal.
     *
     * @param videoId in whose folder it lies
     * @throws IOException when it is damaged, of another version, or that of another video or OUTPUT; the message says which
     */
    Publication decode(String videoId, byte[] journal) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(journal);
        if (journal.length < HEADER_BYTES || header.getInt() != MARK) {
            throw new IOException(
                    journal.length == 0
                            ? "it is empty"
                            : "it is damaged, or a much older version of this program wrote it");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new IOException("it has version " + version + ", this program reads version " + VERSION);
        }
        long checksum = header.getLong();
        byte[] content = new byte[header.remaining()];
        header.get(content);
        if (checksum(content) != checksum) {
            throw new IOException("it is damaged: its checksum is wrong");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            Location output = Location.ofUri(in.readUTF());
            if (!isHere(output)) {
                throw new IOException("it is for another OUTPUT, " + output);
            }
            return checked(videoId, publications.deserialize(in.readInt(), in.readAllBytes()));
        }
    }

    /** The same folder may be known by two paths. */
    private boolean isHere(Location output) throws IOException {
        Location here = layout.output();
        return output.equals(here)
                || (output.isLocal()
                        && here.isLocal()
                        && Files.exists(output.local())
                        && Files.isSameFile(output.local(), here.local()));
    }

    private static Publication checked(String videoId, Publication publication) throws IOException {
        PendingFile[] files = publication.files();
        String row = OutputLayout.row(videoId);
        if (files.length == 0 || !files[files.length - 1].target().equals(row)) {
            throw new IOException(
                    "it is for another video, " + publication.video().video());
        }
        return publication;
    }

    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
