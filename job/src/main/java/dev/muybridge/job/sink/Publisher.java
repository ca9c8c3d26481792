package dev.muybridge.job.sink;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Makes prepared videos appear, in an order that survives a crash between any two steps. A journal in staging says what is to
 * be done:
 *
 * <ol>
 *   <li>the journal is written; from here on the publication will be finished, by this run or by the next start;
 *   <li>the video's old row is removed, so that a row never appears beside files that were made differently;
 *   <li>all files but the row are renamed, and what is left of the old files is removed;
 *   <li>a mark says that only the row is missing, so that the row is not removed again;
 *   <li>the row is renamed: the video is published;
 *   <li>the journal and the rest of the video's staging are removed.
 * </ol>
 */
public final class Publisher {
    /** How Flink's writer for local disks names a file that has not been committed. */
    private static final Pattern UNFINISHED = Pattern.compile("\\..*\\.inprogress\\..*", Pattern.DOTALL);

    private static final String JOURNAL = "journal";
    private static final String ROW_IS_NEXT = "row-is-next";

    private final OutputLayout layout;
    private final OutputStore store;
    private final PublicationCodec codec = new PublicationCodec();

    public Publisher(OutputLayout layout) {
        this(layout, new FlinkOutputStore(layout));
    }

    Publisher(OutputLayout layout, OutputStore store) {
        this.layout = layout;
        this.store = store;
    }

    /** Step 1: from here on the publication will be finished. */
    public void writeJournal(Publication publication) throws IOException {
        store.delete(staging(publication.video()) + "/" + ROW_IS_NEXT);
        StagingStore.write(layout.path(journal(publication.video().videoId())), codec.serialize(publication));
    }

    /** Steps 2 to 6. Without a journal everything is done already. */
    public void publish(Publication publication) throws IOException {
        VideoRef video = publication.video();
        if (StagingStore.read(layout.path(journal(video.videoId()))).isEmpty()) {
            return;
        }
        List<PendingFile> files = Arrays.asList(publication.files());
        int row = files.size() - 1;
        String mark = staging(video) + "/" + ROW_IS_NEXT;
        if (StagingStore.read(layout.path(mark)).isEmpty()) {
            store.delete(OutputLayout.row(video.videoId()));
            for (PendingFile file : files.subList(0, row)) {
                store.commit(file);
            }
            removeLeftOvers(publication);
            StagingStore.write(layout.path(mark), new byte[0]);
        }
        store.commit(files.get(row));
        store.delete(journal(video.videoId()));
        removeStaging(staging(video));
    }

    /** The mark is removed last: without a journal it says that the rest is no longer needed. */
    private void removeStaging(String staging) throws IOException {
        for (String name : store.list(staging)) {
            if (!name.equals(ROW_IS_NEXT)) {
                store.delete(staging + "/" + name);
            }
        }
        store.delete(staging);
    }

    /** Finishes what an earlier run started to publish; returns how many videos that was. */
    public int rollForward() throws IOException {
        int videos = 0;
        for (String videoId : store.folders(".staging")) {
            Optional<byte[]> journal = StagingStore.read(layout.path(journal(videoId)));
            if (journal.isPresent()) {
                publish(codec.deserialize(codec.getVersion(), journal.get()));
                videos++;
            } else {
                List<String> left = store.list(".staging/" + videoId);
                // Empty: ended between the mark's removal and the folder's.
                if (left.contains(ROW_IS_NEXT) || left.isEmpty()) {
                    removeStaging(".staging/" + videoId);
                }
            }
        }
        return videos;
    }

    /** Removes what a killed run had started to write out of sight on a local disk and no journal mentions. */
    public void removeUnfinished() throws IOException {
        for (String folder : List.of("annotated", "segments", "poses", "metrics", "videos")) {
            Path root = layout.path(folder);
            if (root.getFileSystem().exists(root)) {
                removeUnfinished(root);
            }
        }
    }

    private static void removeUnfinished(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        for (FileStatus child : Folders.list(folder)) {
            if (child.isDir()) {
                removeUnfinished(child.getPath());
            } else if (UNFINISHED.matcher(child.getPath().getName()).matches()) {
                files.delete(child.getPath(), false);
            }
        }
    }

    private void removeLeftOvers(Publication publication) throws IOException {
        VideoRef video = publication.video();
        if (publication.state().equals(VideoRow.FAILED)) {
            // A folder named like a video fails as a video, and results of the videos in it lie below that name.
            store.deleteFile(OutputLayout.annotated(video));
            store.delete(OutputLayout.metrics(video));
        }
        Set<String> wanted = new HashSet<>();
        for (PendingFile file : publication.files()) {
            wanted.add(file.target());
        }
        if (!wanted.contains(OutputLayout.poses(video))) {
            store.delete(OutputLayout.poses(video));
        }
        String folder = OutputLayout.segments(video);
        boolean any = false;
        for (String name : store.list(folder)) {
            if (wanted.contains(folder + "/" + name)) {
                any = true;
            } else {
                store.delete(folder + "/" + name);
            }
        }
        if (!any) {
            store.delete(folder);
        }
    }

    private String staging(VideoRef video) {
        return layout.stagingOfVideo(video);
    }

    private static String journal(String videoId) {
        return ".staging/" + videoId + "/" + JOURNAL;
    }
}
