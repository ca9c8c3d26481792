package dev.muybridge.job.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.Path;

/** One split for each video of a list, in its order. Nothing is listed here: whoever starts the job has done that. */
final class VideoEnumerator implements FileEnumerator {
    private final VideoList videos;

    VideoEnumerator(VideoList videos) {
        this.videos = videos;
    }

    /** @param paths not used: the list has the videos */
    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits) throws IOException {
        List<FileSourceSplit> splits = new ArrayList<>(videos.size());
        for (InputFile file : videos.files()) {
            splits.add(VideoSplits.of(file));
        }
        return splits;
    }
}
