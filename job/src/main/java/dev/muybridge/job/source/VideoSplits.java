package dev.muybridge.job.source;

import org.apache.flink.connector.file.src.FileSourceSplit;

/** A listed video as a split and back: the split's id is the video's name. */
final class VideoSplits {
    private VideoSplits() {}

    static FileSourceSplit of(InputFile file) {
        return new FileSourceSplit(file.video(), file.path(), 0, file.size(), file.modified(), file.size());
    }

    static InputFile file(FileSourceSplit split) {
        return new InputFile(split.splitId(), split.path(), split.fileSize(), split.fileModificationTime());
    }
}
