package dev.muybridge.media;

import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes whole video files without decoding a picture. Thread-safe: every call opens its own handles. */
public interface VideoFiles {
    /**
     * Reads every packet's time, none of the pictures.
     *
     * @param clip frames that are not in it are not shown
     * @param limits what the file may ask for
     * @throws VideoException when the file is not a video that can be processed, asks for more than the limits, or has no frame in
     *     the clip; its failure says why
     * @throws IOException when the storage fails
     */
    VideoIndex index(ByteSource video, Clip clip, Limits limits) throws VideoException, IOException;

    /** The same of a whole video, within the default limits. */
    default VideoIndex index(ByteSource video) throws VideoException, IOException {
        return index(video, Clip.WHOLE, Limits.DEFAULT);
    }

    /**
     * Reads that range's compressed packets.
     *
     * @throws VideoException when the range is not found again (the file has changed)
     */
    PacketRun read(ByteSource video, PacketRange range) throws VideoException, IOException;

    /**
     * Joins segments, in order, into one MP4 with the index first, with the sound, subtitles, cover picture and chapters of
     * {@code job.original()} as far as MP4 can hold them.
     *
     * @param target a local file that does not exist yet; on failure it may be left incomplete
     * @throws VideoException when segments do not fit together or the sound cannot be read
     * @throws TargetException when {@code target} cannot be written
     */
    JoinReport join(JoinJob job, Path target) throws VideoException, IOException;
}
