package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SeekableInput;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Detects whether a container's outermost lengths reach beyond the end of the file. FFmpeg reads such files as far as they go
 * and does not report it. Knows MP4/MOV boxes, RIFF (AVI) chunks and EBML (Matroska, WebM) elements; ignores other containers.
 */
final class ContainerEnd {
    private static final int BOX_LIMIT = 1_000_000;

    private ContainerEnd() {}

    static VideoException truncated() {
        return new VideoException(
                FailureKind.TRUNCATED, "The file ends before its content does; copy or download it again.");
    }

    static boolean isMissing(ByteSource source) throws IOException {
        try (SeekableInput input = source.open()) {
            long size = source.size();
            byte[] head = bytes(input, 0, 12);
            String first = text(head, 0);
            if (first.equals("RIFF")) {
                return riff(input, size);
            }
            if ((head[0] & 0xff) == 0x1A && (head[1] & 0xff) == 0x45 && (head[2] & 0xff) == 0xDF) {
                return ebml(input, size);
            }
            String box = text(head, 4);
            return switch (box) {
                case "ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp" -> boxes(input, size);
                default -> false;
            };
        } catch (EOFException tooShort) {
            return true;
        }
    }

    /** MP4: a box that ends after the end of the file, or no {@code moov} box at all. */
    private static boolean boxes(SeekableInput input, long size) throws IOException {
        long position = 0;
        boolean described = false;
        for (int i = 0; i < BOX_LIMIT && position + 8 <= size; i++) {
            ByteBuffer header = ByteBuffer.wrap(bytes(input, position, 8));
            long length = header.getInt(0) & 0xffffffffL;
            if (length == 1) {
                length = ByteBuffer.wrap(bytes(input, position + 8, 8)).getLong(0);
            }
            described |= text(header.array(), 4).equals("moov");
            if (length == 0) {
                return !described;
            }
            if (length < 8) {
                // Not a box: garbage after the last one, which players ignore.
                return !described;
            }
            position += length;
            if (position > size) {
                return true;
            }
        }
        return !described;
    }

    private static boolean riff(SeekableInput input, long size) throws IOException {
        long position = 0;
        while (position + 12 <= size) {
            byte[] header = bytes(input, position, 8);
            if (!text(header, 0).equals("RIFF")) {
                return false;
            }
            long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
            position += 8 + length;
            if (position > size) {
                return true;
            }
            position += position & 1;
        }
        return false;
    }

    private static boolean ebml(SeekableInput input, long size) throws IOException {
        long position = 0;
        while (position < size) {
            long idLength = vintLength(input, position);
            long sizeAt = position + idLength;
            int sizeLength = vintLength(input, sizeAt);
            if (idLength > 4 || sizeLength > 8) {
                return false;
            }
            long value = vint(bytes(input, sizeAt, sizeLength));
            if (value < 0) {
                return false;
            }
            position = sizeAt + sizeLength + value;
            if (position > size) {
                return true;
            }
        }
        return false;
    }

    private static int vintLength(SeekableInput input, long position) throws IOException {
        return Integer.numberOfLeadingZeros(bytes(input, position, 1)[0] & 0xff) - 23;
    }

    /** The number without its length marker; -1 if all bits are set, which means "unknown". */
    private static long vint(byte[] bytes) {
        long value = bytes[0] & (0xff >> bytes.length);
        boolean unknown = value == (0xff >> bytes.length);
        for (int i = 1; i < bytes.length; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
            unknown &= bytes[i] == (byte) 0xff;
        }
        return unknown ? -1 : value;
    }

    private static String text(byte[] bytes, int offset) {
        return new String(bytes, offset, 4, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(SeekableInput input, long position, int length) throws IOException {
        input.seek(position);
        byte[] result = new byte[length];
        int filled = 0;
        while (filled < length) {
            int count = input.read(result, filled, length - filled);
            if (count < 0) {
                throw new EOFException();
            }
            filled += count;
        }
        return result;
    }
}
