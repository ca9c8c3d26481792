package dev.muybridge.media.ffmpeg;

import java.util.Map;

/**
 * What to do with each stream besides the pictures.
 *
 * @param chosen by the stream's index in the original, or {@link #CHAPTERS}
 * @param others for any that is not in {@code chosen}
 */
record StreamWays(Map<Integer, StreamWay> chosen, StreamWay others) {
    /** Stands for the chapters: no stream of the original, but one of the MP4. */
    static final int CHAPTERS = -1;

    static final StreamWays KEEP_ALL = new StreamWays(Map.of(), StreamWay.KEEP);
    static final StreamWays LEAVE_OUT_ALL = new StreamWays(Map.of(), StreamWay.LEAVE_OUT);

    StreamWays {
        chosen = Map.copyOf(chosen);
    }

    static StreamWays only(int stream, StreamWay way) {
        return new StreamWays(Map.of(stream, way), StreamWay.LEAVE_OUT);
    }

    StreamWay of(int stream) {
        return chosen.getOrDefault(stream, others);
    }
}
