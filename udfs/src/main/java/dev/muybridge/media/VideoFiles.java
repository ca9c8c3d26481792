package dev.muybridge.media;

import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes whole video files without decoding any pictures. Thread-safe: every call opens its own handles. */
public interface VideoFiles {
    /** Raised by whoever changes which files can be read, or what their index says. */
    int VERSION = 1;

    /**
     * Reads the time of every packet, but none of the pictures.
     *
     * @param clip frames outside it are marked as not shown
     * @param limits the most that the file may ask for
     * @throws VideoException when the file is not a video that can be processed, exceeds the limits, or has no frame in the clip;
     *     its failure says why
     * @throws IOException when the storage fails
     */
    VideoIndex index(ByteSource video, Clip clip, Limits limits) throws VideoException, IOException;

    /** The same for a whole video, within the default limits. */
    default VideoIndex index(ByteSource video) throws VideoException, IOException {
        return index(video, Clip.WHOLE, Limits.DEFAULT);
    }

    /**
     * Reads the compressed packets of a range.
     *
     * @throws VideoException when the range cannot be found again (the file has changed)
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

    /**
     * The one segment that {@code joined} was joined from, byte for byte.
     *
     * @throws VideoException when it is not a video
     */
    byte[] onlySegment(ByteSource joined) throws VideoException, IOException;
}
