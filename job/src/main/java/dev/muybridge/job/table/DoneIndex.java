package dev.muybridge.job.table;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.Interrupts;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * What is done under an OUTPUT, known without opening a row for each video. The rows are what counts; the index repeats what a
 * start has to know of each, and the size and time of the row's file. If those have changed, or the row is not in the index,
 * the row itself is read, so an index that is lost, damaged or of another version costs only time; such a file is put aside. It lies in {@value #FOLDER}:
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
    private final Aside aside;
    private final List<String> files;
    private final PublishedFiles published;
    private boolean changed;

    private DoneIndex(OutputLayout layout, Aside aside, Map<String, DoneVideo.Stamp> rows) throws IOException {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.rows = rows;
        this.videos = new HashMap<>();
        this.aside = aside;
        this.files = files(store);
        this.published = new PublishedFiles(layout);
    }

    private static List<String> files(OutputStore store) throws IOException {
        return store.list(FOLDER).stream()
                .filter(name -> !name.equals(OlderTables.NOTE))
                .toList();
    }

    /** Removes the index, so that the next start reads the rows, because published files are about to change. */
    static void forget(OutputStore store) throws IOException {
        for (String file : files(store)) {
            store.delete(FOLDER + "/" + file);
        }
    }

    /** Reads the index, and lists the rows; what is damaged is put {@code aside}. */
    public static DoneIndex load(OutputLayout layout, Aside aside) throws IOException {
        DoneIndex index = new DoneIndex(layout, aside, rows(layout));
        for (String file : index.files) {
            Interrupts.check();
            index.read(FOLDER + "/" + file);
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

    private void read(String file) throws IOException {
        Optional<byte[]> bytes = StagingStore.read(layout.path(file));
        if (bytes.isEmpty()) {
            return;
        }
        try {
            DoneCodec.decode(bytes.get()).forEach(this::add);
        } catch (DamagedException e) {
            aside.put(file, String.valueOf(e.getMessage()));
            changed = true;
        }
    }

    private void add(DoneVideo video) {
        if (video.row().equals(rows.get(video.videoId()))) {
            videos.put(video.videoId(), video);
        } else {
            changed = true;
        }
    }

    /** What is known of {@code video}; empty if it has no row, or its row has to be read and is damaged. */
    public Optional<DoneVideo> find(VideoRef video) throws IOException {
        DoneVideo known = videos.get(video.videoId());
        DoneVideo.Stamp row = rows.get(video.videoId());
        if (known != null || row == null) {
            return Optional.ofNullable(known);
        }
        Interrupts.check();
        Map<String, Long> sizes = sizes(video);
        Optional<DoneVideo> read = row(video).map(found -> DoneVideo.of(found, sizes, row));
        read.ifPresent(done -> videos.put(done.videoId(), done));
        changed = true;
        return read;
    }

    /** The row of the video, empty if it has none; one that is damaged is put aside. */
    public Optional<VideoRow> row(VideoRef video) throws IOException {
        String file = OutputLayout.row(video.videoId());
        try {
            return read(layout, video.videoId());
        } catch (DamagedException e) {
            aside.put(file, String.valueOf(e.getMessage()));
            rows.remove(video.videoId());
            videos.remove(video.videoId());
            changed = true;
            return Optional.empty();
        }
    }

    private static Optional<VideoRow> read(OutputLayout layout, String videoId) throws IOException {
        Optional<VideoRow> row = VideosTable.read(layout.path(OutputLayout.row(videoId)));
        if (row.isPresent() && !row.get().videoId().equals(videoId)) {
            throw new DamagedException(
                    "it is the row of another video, " + row.get().video());
        }
        return row;
    }

    /**
     * What a finished video's row claims to be there and is not, or is shorter than it was; empty if all is there. The folders of
     * published files are listed for this, once.
     */
    public Optional<String> flaw(VideoRef video, DoneVideo done) throws IOException {
        return published.flaw(video, done.files());
    }

    /** The same for a finished video's segments, if they are published. Costs two requests. */
    public Optional<String> segmentsFlaw(VideoRef video, DoneVideo done) throws IOException {
        Optional<VideoRow> row = row(video);
        if (row.isEmpty()) {
            return Optional.of("its row was damaged");
        }
        VideoRow.Content content = row.get().content();
        return content == null || !done.making().options().contains("segments=true")
                ? Optional.empty()
                : published.segmentsFlaw(video, content.work().segments(), done.files());
    }

    /** Whether the poses of the video are published. */
    public boolean hasPoses(VideoRef video) throws IOException {
        return published.size(OutputLayout.poses(video)) != null;
    }

    /** The sizes of those of a video's files that are there. */
    private Map<String, Long> sizes(VideoRef video) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        for (String file : List.of(
                OutputLayout.annotated(video),
                OutputLayout.metrics(video),
                OutputLayout.poses(video),
                OutputLayout.row(video.videoId()))) {
            Long size = published.size(file);
            if (size != null) {
                sizes.put(file, size);
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
            Map<String, Long> sizes = new HashMap<>();
            for (PendingFile file : publication.files()) {
                String segments = OutputLayout.segments(publication.video());
                boolean segment = file.target().startsWith(segments);
                sizes.merge(segment ? segments : file.target(), file.content().size(), Long::sum);
            }
            try {
                Path row = layout.path(OutputLayout.row(publication.video().videoId()));
                DoneVideo.Stamp stamp = DoneVideo.Stamp.of(row.getFileSystem().getFileStatus(row));
                read(layout, publication.video().videoId())
                        .map(read -> DoneVideo.of(read, sizes, stamp))
                        .ifPresent(done::add);
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
