package dev.muybridge.media.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Moves an MP4's index in front of its frames, so that it can play before it has been loaded completely. */
final class MoovFirst {
    private static final int HEADER = 8;

    private MoovFirst() {}

    /** The same MP4 with the {@code moov} box before the {@code mdat} box; for files under 2 GiB that have one of each. */
    static byte[] rearrange(byte[] mp4) {
        ByteBuffer file = ByteBuffer.wrap(mp4);
        int moov = find(file, 0, mp4.length, "moov");
        int mdat = find(file, 0, mp4.length, "mdat");
        if (moov < mdat) {
            return mp4;
        }
        int moovLength = file.getInt(moov);
        byte[] result = new byte[mp4.length];
        int before = firstData(file, mdat);
        System.arraycopy(mp4, 0, result, 0, before);
        System.arraycopy(mp4, moov, result, before, moovLength);
        System.arraycopy(mp4, before, result, before + moovLength, moov - before);
        System.arraycopy(mp4, moov + moovLength, result, moov + moovLength, mp4.length - moov - moovLength);
        shift(ByteBuffer.wrap(result), before + HEADER, before + moovLength, moovLength);
        return result;
    }

    /** The {@code free} box before {@code mdat} leaves room for a longer header; it stays where it is. */
    private static int firstData(ByteBuffer file, int mdat) {
        int position = 0;
        while (position < mdat && !type(file, position).equals("free")) {
            position += file.getInt(position);
        }
        return position;
    }

    private static void shift(ByteBuffer file, int start, int end, int by) {
        int position = start;
        while (position + HEADER <= end) {
            int length = file.getInt(position);
            switch (type(file, position)) {
                case "trak", "mdia", "minf", "stbl" -> shift(file, position + HEADER, position + length, by);
                case "stco" -> {
                    int count = file.getInt(position + 12);
                    for (int i = 0; i < count; i++) {
                        int at = position + 16 + 4 * i;
                        file.putInt(at, file.getInt(at) + by);
                    }
                }
                case "co64" -> throw new FfmpegException("an MP4 in memory has 64-bit offsets");
                default -> {
                    // Other boxes do not say where frames are.
                }
            }
            position += length;
        }
    }

    private static int find(ByteBuffer file, int start, int end, String type) {
        int position = start;
        while (position + HEADER <= end) {
            if (type(file, position).equals(type)) {
                return position;
            }
            position += file.getInt(position);
        }
        throw new FfmpegException("an MP4 was written without a box " + type);
    }

    private static String type(ByteBuffer file, int position) {
        byte[] name = new byte[4];
        file.get(position + 4, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
