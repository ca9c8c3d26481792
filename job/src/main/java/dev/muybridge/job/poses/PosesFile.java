package dev.muybridge.job.poses;

import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.proto.PosesBlock;
import dev.muybridge.proto.PosesBlockOrBuilder;
import dev.muybridge.proto.PosesHeader;
import dev.muybridge.stage.Poses;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The published poses of one video: of each of its segments what the analysis saw, everybody in view, without loss. One segment is in
 * memory at a time.
 */
public final class PosesFile {
    private static final int VERSION = 2;

    /** More than any segment has. */
    private static final int MOST_BYTES = 1 << 30;

    private PosesFile() {}

    /**
     * What a file of poses was made from.
     *
     * @param fingerprint of the input
     * @param posesKey hash of what the poses depend on besides the input
     * @param picturesKey hash of what the pictures depend on besides the input
     */
    public record Origin(String fingerprint, String posesKey, String picturesKey) {}

    /**
     * One segment.
     *
     * @param startPts timestamp of its first own frame, in ticks
     * @param endPts where its last frame stops being shown, in ticks
     * @param poses of its own frames; what its tracker remembered at the end is not kept
     * @param pictures what its encoded segment must look like, as it is staged; empty if that has another origin
     */
    public record Segment(long startPts, long endPts, Poses poses, byte[] pictures) {}

    /** Returns the segment at that place. */
    @FunctionalInterface
    public interface Giver {
        Segment give(int index) throws IOException;
    }

    /** Receives the segment at that place. */
    @FunctionalInterface
    public interface Taker {
        void take(int index, Segment segment) throws IOException;
    }

    /** Writes a file of that many segments into {@code out}, which stays open. */
    public static void write(OutputStream out, Origin origin, int segments, Giver giver) throws IOException {
        PosesHeader.newBuilder()
                .setVersion(VERSION)
                .setFingerprint(origin.fingerprint())
                .setPosesKey(origin.posesKey())
                .setPicturesKey(origin.picturesKey())
                .setSegments(segments)
                .build()
                .writeDelimitedTo(out);
        for (int i = 0; i < segments; i++) {
            Segment segment = giver.give(i);
            byte[] raw = PosesColumns.toBytes(segment.poses().tracked());
            PosesBlock.Builder block = PosesBlock.newBuilder()
                    .setStartPts(segment.startPts())
                    .setEndPts(segment.endPts())
                    .setBytes(raw.length)
                    .setPictures(UnsafeByteOperations.unsafeWrap(segment.pictures()))
                    .setProcessor(segment.poses().processor());
            block.setCrc32C(crc32c(raw, block))
                    .setData(UnsafeByteOperations.unsafeWrap(compressed(raw)))
                    .build()
                    .writeDelimitedTo(out);
        }
    }

    /**
     * Reads the file, if its poses have that origin.
     *
     * @return whether they have; if not, no segment was passed on
     * @throws IOException when the file is damaged or of another version; segments before the damage were passed on
     */
    public static boolean read(InputStream in, Origin origin, Taker taker) throws IOException {
        PosesHeader header = whole(PosesHeader.parseDelimitedFrom(in));
        if (header.getVersion() != VERSION) {
            throw new IOException(
                    "published poses have version " + header.getVersion() + ", this program reads version " + VERSION);
        }
        if (!header.getFingerprint().equals(origin.fingerprint())
                || !header.getPosesKey().equals(origin.posesKey())) {
            return false;
        }
        boolean samePictures = header.getPicturesKey().equals(origin.picturesKey());
        for (int i = 0; i < header.getSegments(); i++) {
            PosesBlock block = whole(PosesBlock.parseDelimitedFrom(in));
            byte[] pictures = samePictures ? block.getPictures().toByteArray() : new byte[0];
            Poses poses = new Poses(PosesColumns.fromBytes(raw(block)), block.getProcessor(), null, 0);
            taker.take(i, new Segment(block.getStartPts(), block.getEndPts(), poses, pictures));
        }
        return true;
    }

    private static <T extends MessageLite> T whole(@Nullable T message) throws IOException {
        if (message == null) {
            throw new IOException("published poses are damaged: the file is too short");
        }
        return message;
    }

    private static byte[] compressed(byte[] raw) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] compressed = new byte[compressor.maxCompressedLength(raw.length)];
        int length = compressor.compress(raw, 0, raw.length, compressed, 0, compressed.length);
        return Arrays.copyOf(compressed, length);
    }

    private static byte[] raw(PosesBlock block) throws IOException {
        if (block.getBytes() < 0 || block.getBytes() > MOST_BYTES) {
            throw new IOException("published poses are damaged: a segment of " + block.getBytes() + " bytes");
        }
        byte[] data = block.getData().toByteArray();
        byte[] raw = new byte[block.getBytes()];
        try {
            int length = new ZstdDecompressor().decompress(data, 0, data.length, raw, 0, raw.length);
            if (length != raw.length || crc32c(raw, block) != block.getCrc32C()) {
                throw new IOException("published poses are damaged: a checksum is wrong");
            }
            return raw;
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new IOException("published poses are damaged: " + e.getMessage(), e);
        }
    }

    /** Of all that a block holds, the poses as columns. */
    private static long crc32c(byte[] raw, PosesBlockOrBuilder block) {
        CRC32C crc = new CRC32C();
        crc.update(raw);
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(block.getStartPts())
                .putLong(block.getEndPts())
                .flip());
        crc.update(block.getPictures().toByteArray());
        crc.update(block.getProcessorBytes().toByteArray());
        return crc.getValue();
    }
}
