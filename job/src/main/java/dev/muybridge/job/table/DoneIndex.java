package dev.muybridge.job.table;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.Interrupts;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What is done under an OUTPUT, known without opening a row for each video. The rows are what counts; the index repeats what a
 * start has to know of each, and the size and time of the row's file. If those have changed, or the row is not in the index,
 * the row itself is read, so an index that is lost, damaged or of another version costs only time. It lies in {@value #FOLDER}:
 * a committer adds a file for each batch of videos, and the next start merges them into one. Not thread-safe.
 */
public final class DoneIndex {
    /** Its folder below OUTPUT. */
    static final String FOLDER = ".index";

    private static final String ENDING = ".parquet";

    private final OutputLayout layout;
    private final OutputStore store;
    private final Map<String, DoneVideo.Stamp> rows;
    private final Map<String, DoneVideo> videos;
    private final List<String> files;
    private boolean changed;

    private DoneIndex(OutputLayout layout, Map<String, DoneVideo.Stamp> rows) throws IOException {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.rows = rows;
        this.videos = new HashMap<>();
        this.files = store.list(FOLDER).stream()
                .filter(name -> !name.equals(OlderTables.NOTE))
                .toList();
    }

    /** Reads the index, and lists the rows. */
    public static DoneIndex load(OutputLayout layout) throws IOException {
        DoneIndex index = new DoneIndex(layout, rows(layout));
        for (String file : index.files) {
            Interrupts.check();
            StagingStore.read(layout.path(FOLDER + "/" + file))
                    .map(DoneCodec::decode)
                    .orElse(List.of())
                    .forEach(index::add);
        }
        index.changed |= index.files.size() > 1;
        return index;
    }

    private static Map<String, DoneVideo.Stamp> rows(OutputLayout layout) throws IOException {
        Map<String, DoneVideo.Stamp> rows = new HashMap<>();
        Path folder = layout.path(OutputLayout.ROWS);
        if (folder.getFileSystem().exists(folder)) {
            for (FileStatus row : Folders.list(folder)) {
                String name = row.getPath().getName();
                if (name.endsWith(ENDING) && !name.startsWith(".")) {
                    rows.put(name.substring(0, name.length() - ENDING.length()), DoneVideo.Stamp.of(row));
                }
            }
        }
        return rows;
    }

    private void add(DoneVideo video) {
        if (video.row().equals(rows.get(video.videoId()))) {
            videos.put(video.videoId(), video);
        } else {
            changed = true;
        }
    }

    /**
     * What is known of {@code video}; empty if it has no row.
     *
     * @throws IOException when its row has to be read and is damaged
     */
    public Optional<DoneVideo> find(VideoRef video) throws IOException {
        DoneVideo known = videos.get(video.videoId());
        DoneVideo.Stamp row = rows.get(video.videoId());
        if (known != null || row == null) {
            return Optional.ofNullable(known);
        }
        Interrupts.check();
        Optional<DoneVideo> read = read(layout, video.videoId(), row, files(video));
        read.ifPresent(done -> videos.put(done.videoId(), done));
        changed = true;
        return read;
    }

    /** Where a video's files lie once they are published. */
    private static List<String> files(VideoRef video) {
        List<String> targets = new ArrayList<>();
        targets.add(OutputLayout.annotated(video));
        targets.add(OutputLayout.metrics(video));
        targets.add(OutputLayout.poses(video));
        targets.add(OutputLayout.row(video.videoId()));
        return targets;
    }

    private static Optional<DoneVideo> read(
            OutputLayout layout, String videoId, DoneVideo.Stamp stamp, List<String> targets) throws IOException {
        Map<String, Long> sizes = sizes(layout, targets);
        return VideosTable.read(layout.path(OutputLayout.row(videoId))).map(row -> DoneVideo.of(row, sizes, stamp));
    }

    /** The sizes of those that exist and are files. */
    private static Map<String, Long> sizes(OutputLayout layout, List<String> targets) throws IOException {
        FileSystem storage = layout.output().files();
        Map<String, Long> sizes = new HashMap<>();
        for (String target : targets) {
            try {
                FileStatus status = storage.getFileStatus(layout.path(target));
                if (!status.isDir()) {
                    sizes.put(target, status.getLen());
                }
            } catch (FileNotFoundException e) {
                // It failed, or its segments were not requested.
            }
        }
        return sizes;
    }

    /**
     * Writes everything that is known to one file, which replaces those that were read; writes nothing if there is
     * nothing new.
     */
    public void save() throws IOException {
        if (changed) {
            write(layout, videos.values());
            for (String file : files) {
                store.delete(FOLDER + "/" + file);
            }
            changed = false;
        }
    }

    /**
     * Adds videos that were just published. A row that cannot be read is left to the next start, which says so.
     *
     * @throws dev.muybridge.job.storage.OutputException when the disk does not take it
     */
    public static void add(OutputLayout layout, Collection<Publication> published) throws IOException {
        List<DoneVideo> done = new ArrayList<>();
        for (Publication publication : published) {
            List<String> targets = new ArrayList<>();
            for (PendingFile file : publication.files()) {
                if (!file.target().startsWith(OutputLayout.segments(publication.video()))) {
                    targets.add(file.target());
                }
            }
            try {
                Path row = layout.path(OutputLayout.row(publication.video().videoId()));
                DoneVideo.Stamp stamp = DoneVideo.Stamp.of(row.getFileSystem().getFileStatus(row));
                read(layout, publication.video().videoId(), stamp, targets).ifPresent(done::add);
            } catch (IOException e) {
                // The next one to read the row meets the same error.
            }
        }
        if (!done.isEmpty()) {
            write(layout, done);
        }
    }

    private static void write(OutputLayout layout, Collection<DoneVideo> videos) throws IOException {
        StagingStore.write(layout.path(FOLDER + "/" + UUID.randomUUID()), DoneCodec.encode(videos));
    }
}
