package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.EncodedPacket;
import java.util.List;

/** How far the presentation order differs from the decoding order. */
final class Reordering {
    /** H.264 and HEVC allow no more. */
    private static final int MOST = 16;

    private Reordering() {}

    /** The largest number of frames stored before another and shown after it, 0..16. */
    static int depth(List<EncodedPacket> packets) {
        int depth = 0;
        for (int i = 0; i < packets.size(); i++) {
            int later = 0;
            for (int j = Math.max(0, i - 2 * MOST); j < i; j++) {
                if (packets.get(j).pts() > packets.get(i).pts()) {
                    later++;
                }
            }
            depth = Math.max(depth, later);
        }
        return Math.min(depth, MOST);
    }
}
