package dev.muybridge.job.source;

import dev.muybridge.job.model.SegmentRef;
import org.apache.flink.connector.file.src.FileSourceSplit;

/** One segment of a video that was planned, for whoever asks next. */
final class SegmentSplit extends FileSourceSplit {
    private static final long serialVersionUID = 1L;
    private static final String OF = " of ";

    private final transient SegmentRef segment;

    /** @param video the split that was planned */
    SegmentSplit(FileSourceSplit video, SegmentRef segment) {
        this(segment.plan().index() + OF + video.splitId(), video, segment);
    }

    private SegmentSplit(String id, FileSourceSplit file, SegmentRef segment) {
        super(id, file.path(), file.offset(), file.length(), file.fileModificationTime(), file.fileSize());
        this.segment = segment;
    }

    /** From what Flink keeps of it, which has its id, and the segment. */
    static SegmentSplit restored(FileSourceSplit kept, SegmentRef segment) {
        return new SegmentSplit(kept.splitId(), kept, segment);
    }

    /** The same as Flink can keep it, which takes no other class. */
    FileSourceSplit kept() {
        return new FileSourceSplit(splitId(), path(), offset(), length(), fileModificationTime(), fileSize());
    }

    SegmentRef segment() {
        return segment;
    }

    /** The id of the split that was planned. */
    String video() {
        return splitId().substring(splitId().indexOf(OF) + OF.length());
    }
}
