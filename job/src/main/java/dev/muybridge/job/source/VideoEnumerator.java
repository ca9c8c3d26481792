package dev.muybridge.job.source;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.table.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.Path;

/** One split for each video that is to be done, in name order. What is done, or quarantined, and has not changed gives none. */
final class VideoEnumerator implements FileEnumerator {
    private final RunOptions options;

    VideoEnumerator(RunOptions options) {
        this.options = options;
    }

    /** @param paths not used: the inputs are those of the options, which know their names */
    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits) throws IOException {
        Catalogue catalogue = new Catalogue(new OutputLayout(options.output(), options.optionsHash()));
        List<FileSourceSplit> splits = new ArrayList<>();
        for (InputFile file :
                new InputLister(options.recursive(), OutputLayout.folder(options.output())).list(options.inputs())) {
            if (options.overwrite() || !catalogue.isSettled(file.videoId(), file.fingerprint())) {
                splits.add(VideoSplits.of(file));
            }
        }
        return splits;
    }
}
