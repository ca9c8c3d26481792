package dev.muybridge.job.table;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.Envelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Files of the index: entries, compressed, in an envelope. */
final class DoneCodec {
    private static final Envelope ENVELOPE = new Envelope(0x4D594258, 1); // MYBX

    private DoneCodec() {}

    static byte[] encode(Collection<DoneVideo> videos) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(compressed))) {
            out.writeInt(videos.size());
            for (DoneVideo video : videos) {
                write(out, video);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could fail
        }
        return ENVELOPE.seal(compressed.toByteArray());
    }

    private static void write(DataOutputStream out, DoneVideo video) throws IOException {
        out.writeUTF(video.videoId());
        out.writeUTF(video.state());
        out.writeUTF(video.reason() == null ? "" : video.reason());
        out.writeUTF(video.fingerprint());
        Making making = video.making();
        out.writeUTF(making.keys().poses());
        out.writeUTF(making.keys().rows());
        out.writeUTF(making.keys().pictures());
        out.writeUTF(making.options());
        out.writeUTF(making.versions());
        out.writeInt(video.files().size());
        for (Map.Entry<String, Long> file : video.files().entrySet()) {
            out.writeUTF(file.getKey());
            out.writeLong(file.getValue());
        }
        out.writeLong(video.row().size());
        out.writeLong(video.row().modified());
    }

    /**
     * The entries of a file.
     *
     * @throws DamagedException when it is damaged or of another version; what it says is also in the rows
     */
    static List<DoneVideo> decode(byte[] file) throws DamagedException {
        byte[] entries = ENVELOPE.open(file);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(entries)))) {
            List<DoneVideo> videos = new ArrayList<>();
            Map<Making, Making> same = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                videos.add(read(in, same));
            }
            return videos;
        } catch (IOException e) {
            throw new DamagedException("it is damaged: " + e.getMessage(), e);
        }
    }

    /** @param same most videos are made in the same way; it is kept once */
    private static DoneVideo read(DataInputStream in, Map<Making, Making> same) throws IOException {
        String videoId = in.readUTF();
        String state = in.readUTF();
        String reason = in.readUTF();
        String fingerprint = in.readUTF();
        Making making = new Making(new Keys(in.readUTF(), in.readUTF(), in.readUTF()), in.readUTF(), in.readUTF());
        Map<String, Long> files = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            files.put(in.readUTF(), in.readLong());
        }
        return new DoneVideo(
                videoId,
                state,
                reason.isEmpty() ? null : reason,
                fingerprint,
                same.computeIfAbsent(making, first -> first),
                files,
                new DoneVideo.Stamp(in.readLong(), in.readLong()));
    }
}
