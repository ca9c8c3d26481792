package dev.muybridge.media.ffmpeg;

import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** One stream beside the pictures on its way into an MP4. */
interface OtherTrack extends AutoCloseable {
    /** Adds its stream to the file. */
    void addTo(Mp4File file);

    /** Takes a packet of the original and adds what is to be written, owned by whoever takes it from {@code ready}. */
    void accept(AVPacket packet, Queue<AVPacket> ready);

    /** Adds what is left. */
    void end(Queue<AVPacket> ready);

    @Override
    void close();
}
