package dev.muybridge.media;

/** Encodes frames into one MP4 segment in memory. One thread at a time; close once. */
public interface FrameWriter extends AutoCloseable {
    /**
     * Encodes one frame; its timestamp is taken relative to the first frame written.
     *
     * @param frame in presentation order
     * @param durationTicks how long it is shown, positive
     */
    void write(VideoFrame frame, long durationTicks);

    /** Ends the segment and returns it; nothing may be written afterwards. */
    EncodedSegment finish();

    @Override
    void close();
}
