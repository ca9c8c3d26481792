package dev.muybridge.job.source;

import dev.muybridge.media.Clip;
import org.apache.flink.connector.file.src.FileSourceSplit;

/** A listed video as a split and back: the split's id has its part and the file's name. */
final class VideoSplits {
    private static final String APART = "apart";
    private static final String NOT_APART = "part";
    private static final int WORDS = 4;

    private VideoSplits() {}

    static FileSourceSplit of(InputFile file) {
        Clip clip = file.part().clip();
        String id = (file.part().apart() ? APART : NOT_APART) + " " + clip.fromSeconds() + " " + clip.toSeconds() + " "
                + file.file();
        return new FileSourceSplit(id, file.path(), 0, file.size(), file.modified(), file.size());
    }

    static InputFile file(FileSourceSplit split) {
        String[] id = split.splitId().split(" ", WORDS);
        Clip clip = new Clip(Double.parseDouble(id[1]), Double.parseDouble(id[2]));
        return new InputFile(
                id[WORDS - 1],
                split.path(),
                split.fileSize(),
                split.fileModificationTime(),
                new Part(clip, id[0].equals(APART)));
    }
}
