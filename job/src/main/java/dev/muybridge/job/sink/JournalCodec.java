package dev.muybridge.job.sink;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.Envelope;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * Journals: for which OUTPUT the journal is, and the publication, in an envelope. The OUTPUT matters because what a file system needs to finish a file names it by its absolute path: the journal in a copy of a folder would publish in the
 * original.
 */
final class JournalCodec {
    private static final Envelope ENVELOPE = new Envelope(0x4D59424A, 1); // MYBJ

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
        return ENVELOPE.seal(bytes.toByteArray());
    }

    /**
     * The publication of a journal.
     *
     * @param videoId in whose folder it lies
     * @throws DamagedException when it is damaged, of another version, or that of another video or OUTPUT; the message says which
     * @throws IOException when the disk does not say which folder is which
     */
    Publication decode(String videoId, byte[] journal) throws IOException {
        byte[] content = ENVELOPE.open(journal);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            Location output = Location.ofUri(in.readUTF());
            if (!isHere(output)) {
                throw new DamagedException("it is for another OUTPUT, " + output);
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

    private static Publication checked(String videoId, Publication publication) throws DamagedException {
        PendingFile[] files = publication.files();
        String row = OutputLayout.row(videoId);
        if (files.length == 0 || !files[files.length - 1].target().equals(row)) {
            throw new DamagedException(
                    "it is for another video, " + publication.video().video());
        }
        return publication;
    }
}
