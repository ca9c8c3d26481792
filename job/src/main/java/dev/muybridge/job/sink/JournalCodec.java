package dev.muybridge.job.sink;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.Envelope;
import dev.muybridge.job.storage.LocalPending;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Journals: for which OUTPUT the journal is, and the publication, in an envelope. The OUTPUT matters because what a file system needs to finish a file names it by its absolute path: the journal in a copy of a folder would publish in the
 * original.
 */
final class JournalCodec {
    private static final Envelope ENVELOPE = new Envelope(0x4D59424A, 1); // MYBJ

    private static final Pattern NOT_BELOW = Pattern.compile("(^|/)(\\.{0,2})(/|$)");
    private static final Pattern SEGMENT = Pattern.compile("\\d{5,}\\.mp4");

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
     * @throws DamagedException when it is damaged, of another version, that of another video or OUTPUT, or names files that are not the
     *     video's; the message says which
     * @throws IOException when the disk does not say which folder is which
     */
    Publication decode(String videoId, byte[] journal) throws IOException {
        byte[] content = ENVELOPE.open(journal);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            Location output = Location.ofUri(in.readUTF());
            if (!isHere(output)) {
                throw new DamagedException("it is for another OUTPUT, " + output);
            }
            Publication publication = checked(videoId, publications.deserialize(in.readInt(), in.readAllBytes()));
            requireOwnFiles(publication, output);
            return publication;
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
        if (files.length == 0
                || !files[files.length - 1].target().equals(row)
                || !publication.video().videoId().equals(videoId)) {
            throw new DamagedException(
                    "it is for another video, " + publication.video().video());
        }
        return publication;
    }

    /** Who can write here must not be able to have this user remove, or replace, files elsewhere. */
    private static void requireOwnFiles(Publication publication, Location output) throws IOException {
        VideoRef video = publication.video();
        String segments = OutputLayout.segments(video) + "/";
        Set<String> own = Set.of(
                OutputLayout.annotated(video),
                OutputLayout.metrics(video),
                OutputLayout.poses(video),
                OutputLayout.row(video.videoId()));
        if (NOT_BELOW.matcher(video.outputName()).find()) {
            throw new DamagedException("it is for a file outside OUTPUT, " + OutputLayout.annotated(video));
        }
        for (PendingFile file : publication.files()) {
            String target = file.target();
            boolean segment = target.startsWith(segments)
                    && SEGMENT.matcher(target.substring(segments.length())).matches();
            if (!own.contains(target) && !segment) {
                throw new DamagedException("it is for a file that is not the video's, " + target);
            }
            if (output.isLocal() && !LocalPending.isWhole(output, file)) {
                throw new DamagedException("what it would rename to " + target + " is another file");
            }
        }
    }
}
