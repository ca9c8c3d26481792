package dev.muybridge.job.source;

import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.connector.file.src.FileSourceSplit;

/**
 * From a reader: a video has several segments, for any reader.
 *
 * @param video the split that was planned; the reader keeps it until it is told that the segments are {@link Taken}
 * @param segments as {@link SegmentCodec} has them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Planned(FileSourceSplit video, byte[] segments) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
