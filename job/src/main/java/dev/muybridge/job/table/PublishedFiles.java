package dev.muybridge.job.table;

import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.OutputLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which published files are there. Each of their folders is listed once, when one of its files is first asked for, so that many
 * videos cost no request each. Not thread-safe.
 */
final class PublishedFiles {
    private final OutputLayout layout;
    private final Map<String, Map<String, Long>> folders = new HashMap<>();

    PublishedFiles(OutputLayout layout) {
        this.layout = layout;
    }

    /** Bytes of a file below OUTPUT, null if there is no such file. */
    @Nullable
    Long size(String file) throws IOException {
        int slash = file.lastIndexOf('/');
        String folder = file.substring(0, slash);
        Map<String, Long> sizes = folders.get(folder);
        if (sizes == null) {
            sizes = list(folder);
            folders.put(folder, sizes);
        }
        return sizes.get(file.substring(slash + 1));
    }

    private Map<String, Long> list(String folder) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        Path path = layout.path(folder);
        if (isFolder(path)) {
            for (FileStatus file : Folders.list(path)) {
                if (!file.isDir()) {
                    sizes.put(file.getPath().getName(), file.getLen());
                }
            }
        }
        return sizes;
    }

    private static boolean isFolder(Path path) throws IOException {
        try {
            return path.getFileSystem().getFileStatus(path).isDir();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /**
     * What is wrong with what a finished video's row claims to be there; empty if nothing is.
     *
     * @param noted sizes of its files when they were published, as far as they are known
     */
    Optional<String> flaw(VideoRef video, Map<String, Long> noted) throws IOException {
        for (String file : List.of(OutputLayout.annotated(video), OutputLayout.metrics(video))) {
            Long size = size(file);
            long least = Math.max(1, noted.getOrDefault(file, 0L));
            if (size == null) {
                return Optional.of(file + " is gone");
            }
            if (size < least) {
                return Optional.of(file + (size == 0 ? " is empty" : " has " + size + " bytes instead of " + least));
            }
        }
        return Optional.empty();
    }

    /**
     * The same for its segments.
     *
     * @param segments how many it has; a single one is not published
     */
    Optional<String> segmentsFlaw(VideoRef video, int segments, Map<String, Long> noted) throws IOException {
        if (segments == 1) {
            return Optional.empty();
        }
        String folder = OutputLayout.segments(video);
        long bytes = 0;
        for (int i = 0; i < segments; i++) {
            String file = OutputLayout.segment(video, i);
            Long size = size(file);
            if (size == null || size == 0) {
                return Optional.of(file + (size == null ? " is gone" : " is empty"));
            }
            bytes += size;
        }
        folders.remove(folder);
        long least = noted.getOrDefault(folder, 0L);
        return bytes < least ? Optional.of(folder + " has " + bytes + " bytes instead of " + least) : Optional.empty();
    }
}
