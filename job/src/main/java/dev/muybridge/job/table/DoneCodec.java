package dev.muybridge.job.table;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Files of the index: a mark, a version, a checksum, and then entries, compressed. */
final class DoneCodec {
    private static final int MARK = 0x4D594258; // MYBX
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 4 + 4 + 8;

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
        byte[] entries = compressed.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + entries.length)
                .putInt(MARK)
                .putInt(VERSION)
                .putLong(checksum(entries))
                .put(entries)
                .array();
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
        ByteBuffer header = ByteBuffer.wrap(file);
        if (file.length < HEADER_BYTES || header.getInt() != MARK) {
            throw new DamagedException(file.length == 0 ? "it is empty" : "it is damaged");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new DamagedException("it has version " + version + ", this program reads version " + VERSION);
        }
        long checksum = header.getLong();
        byte[] entries = new byte[header.remaining()];
        header.get(entries);
        if (checksum(entries) != checksum) {
            throw new DamagedException("it is damaged: its checksum is wrong");
        }
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

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
