package dev.muybridge.media.ffmpeg;

import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** One stream other than the pictures, on its way into an MP4. */
interface OtherTrack extends AutoCloseable {
    /** Adds its stream to the file. */
    void addTo(Mp4File file);

    /** Takes a packet of the original and adds the packets to write, owned by whoever takes them from {@code ready}. */
    void accept(AVPacket packet, Queue<AVPacket> ready);

    /** Adds whatever is left. */
    void end(Queue<AVPacket> ready);

    @Override
    void close();
}
