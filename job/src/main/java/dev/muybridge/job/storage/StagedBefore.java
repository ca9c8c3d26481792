package dev.muybridge.job.storage;

import dev.muybridge.job.model.VideoRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What earlier runs have staged of a video and not published. */
public final class StagedBefore {
    private StagedBefore() {}

    /** Notes in the video's staging with what {@code options} and {@code versions} it is made. */
    public static void note(OutputLayout layout, VideoRef video, String options, String versions) throws IOException {
        Path note = layout.madeWith(video);
        if (!note.getFileSystem().exists(note)) {
            StagingStore.write(note, (options + "\n" + versions).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Why staged work of the video is of no use to this run; empty where it is, or there is none. */
    public static Optional<String> whyOfNoUse(OutputLayout layout, VideoRef video, String options) throws IOException {
        Path own = layout.path(layout.stagingOfRun(video));
        Path all = layout.path(layout.stagingOfVideo(video));
        if (!all.getFileSystem().exists(all) || own.getFileSystem().exists(own)) {
            return Optional.empty();
        }
        String why = null;
        for (FileStatus folder : Folders.list(all)) {
            Optional<byte[]> note = folder.isDir()
                    ? StagingStore.read(
                            new Path(folder.getPath(), layout.madeWith(video).getName()))
                    : Optional.empty();
            if (note.isPresent()) {
                why = why(folder.getPath().getName(), video, new String(note.get(), StandardCharsets.UTF_8), options);
            }
        }
        return Optional.ofNullable(why);
    }

    private static String why(String folder, VideoRef video, String madeWith, String options) {
        String[] lines = madeWith.split("\n", 2);
        if (!folder.startsWith(video.fingerprint() + "-")) {
            return "the file has changed since it was begun";
        }
        return lines[0].equals(options)
                ? "begun by other versions: " + lines[lines.length - 1]
                : "begun with other options: " + lines[0];
    }
}
