package dev.muybridge.job.sink;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.owner.Settled;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.LocalPending;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes prepared videos appear, in an order that survives a crash between any two steps. A journal in staging says what is to
 * be done. On this machine's disks, each step is kept before the next begins, so that it survives a power loss too:
 *
 * <ol>
 *   <li>the journal is written; from here on the publication will be finished, by this run or by the next start;
 *   <li>the video's old row is removed, so that a row never appears beside files that were made differently;
 *   <li>all files but the row are renamed, each in the place of an old one, which is removed before, and what is left of the old
 *       files is removed, unless the video has failed and they are the results of an earlier run; each file is then looked at: only if it is there as it was prepared does the next step follow;
 *   <li>a mark says that only the row is missing, so that the row is not removed again;
 *   <li>the row is renamed: the video is published;
 *   <li>the journal and the rest of the video's staging are removed, except poses that a later run needs.
 * </ol>
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final String JOURNAL = "journal";
    private static final String ROW_IS_NEXT = "row-is-next";

    private final OutputLayout layout;
    private final OutputStore store;
    private final JournalCodec journals;

    public Publisher(OutputLayout layout) {
        this(layout, new FlinkOutputStore(layout));
    }

    Publisher(OutputLayout layout, OutputStore store) {
        this.layout = layout;
        this.store = store;
        this.journals = new JournalCodec(layout);
    }

    /** Step 1: from here on the publication will be finished. */
    public void writeJournal(Publication publication) throws IOException {
        store.delete(staging(publication.video()) + "/" + ROW_IS_NEXT);
        keepFolders(publication.video());
        store.keep(OutputLayout.ROWS);
        StagingStore.write(layout.path(journal(publication.video().videoId())), journals.encode(publication));
    }

    /**
     * Steps 2 to 6, for the first time.
     *
     * @throws UnpublishedException when a prepared file is gone or damaged; the video then has no row
     */
    public void publish(Publication publication) throws IOException {
        publish(publication, false);
    }

    /**
     * The same of a publication of which an earlier attempt may have done any of these steps, even all. What that has put in place
     * is read, to tell it from what was there before.
     */
    public void finish(Publication publication) throws IOException {
        publish(publication, true);
    }

    private void publish(Publication publication, boolean again) throws IOException {
        VideoRef video = publication.video();
        boolean journalled =
                StagingStore.read(layout.path(journal(video.videoId()))).isPresent();
        boolean mayBeDone = again || !journalled;
        if (!mayBeDone || !isThere(publication)) {
            if (!journalled) {
                writeJournal(publication);
            }
            try {
                putAll(publication, again);
            } catch (UnpublishedException e) {
                removeRow(video);
                throw e;
            }
        }
        store.keep(OutputLayout.ROWS);
        store.delete(journal(video.videoId()));
        if (publication.stays().stagedPoses()) {
            removeStaging(staging(video), layout.staging(Staged.POSES, video));
            store.delete(staging(video) + "/" + ROW_IS_NEXT);
        } else {
            removeStaging(staging(video));
        }
    }

    private void putAll(Publication publication, boolean again) throws IOException {
        VideoRef video = publication.video();
        List<PendingFile> files = Arrays.asList(publication.files());
        int row = files.size() - 1;
        String mark = staging(video) + "/" + ROW_IS_NEXT;
        boolean marked = StagingStore.read(layout.path(mark)).isPresent();
        if (!marked) {
            removeRow(video);
        }
        for (PendingFile file : files.subList(0, row)) {
            put(file, again);
        }
        if (!marked && !publication.stays().results()) {
            removeLeftOvers(video, files);
        }
        keepFolders(video);
        if (!marked) {
            StagingStore.write(layout.path(mark), new byte[0]);
        }
        put(files.get(row), again);
    }

    private void removeRow(VideoRef video) throws IOException {
        store.delete(OutputLayout.row(video.videoId()));
        store.keep(OutputLayout.ROWS);
    }

    /** Keeps what has happened to the video's files but its row. */
    private void keepFolders(VideoRef video) throws IOException {
        String segments = OutputLayout.segments(video);
        for (String file : List.of(
                OutputLayout.annotated(video),
                OutputLayout.metrics(video),
                OutputLayout.poses(video),
                segments,
                segments + "/")) {
            store.keep(file.substring(0, file.lastIndexOf('/')));
        }
    }

    /** Whether an earlier attempt has done all there is to do. */
    private boolean isThere(Publication publication) throws IOException {
        for (PendingFile file : publication.files()) {
            if (store.flaw(file, true).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** @param again whether the file may be in place already */
    private void put(PendingFile file, boolean again) throws IOException {
        if (again && store.flaw(file, true).isEmpty()) {
            return;
        }
        // What an earlier run published there must not pass for this file.
        store.deleteFile(file.target());
        try {
            store.commit(file);
        } catch (OutputException e) {
            // Another machine's store may fail for a moment, and is asked again; a disk refuses what is short.
            if (again || layout.output().isLocal()) {
                requireThere(file, true);
            }
            throw e;
        }
        requireThere(file, again);
    }

    private void requireThere(PendingFile file, boolean read) throws IOException {
        Optional<String> flaw = store.flaw(file, read);
        if (flaw.isPresent()) {
            throw new UnpublishedException(flaw.get());
        }
    }

    private void removeStaging(String staging) throws IOException {
        removeStaging(staging, "");
        store.delete(staging);
    }

    /** The mark is removed last: without a journal it says that the rest is no longer needed. */
    private void removeStaging(String staging, String kept) throws IOException {
        for (String name : store.list(staging)) {
            String each = staging + "/" + name;
            if (!name.equals(ROW_IS_NEXT) && !each.equals(kept)) {
                store.delete(each);
            }
        }
    }

    /**
     * Finishes what an earlier run started to publish; returns how many videos that was. A journal that cannot be
     * used is put aside; a video that cannot be finished is withdrawn too. What is staged of the video stays, so that it is soon made
     * again. A journal of a run that was overtaken, written after all of that run was {@link Settled}, is removed.
     */
    public int rollForward(Aside aside) throws IOException {
        int videos = 0;
        long settled = Settled.number(layout);
        for (String videoId : store.folders(".staging")) {
            Optional<byte[]> journal = StagingStore.read(layout.path(journal(videoId)));
            if (journal.isPresent()) {
                videos += rollForward(videoId, journal.get(), settled, aside) ? 1 : 0;
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

    private boolean rollForward(String videoId, byte[] journal, long settled, Aside aside) throws IOException {
        Publication publication;
        try {
            publication = journals.decode(videoId, journal);
        } catch (DamagedException e) {
            giveUp(videoId, e, aside);
            return false;
        }
        if (publication.owner() < settled) {
            LOG.info(
                    "{} is of run {}, and all up to run {} is settled", journal(videoId), publication.owner(), settled);
            store.delete(journal(videoId));
            return false;
        }
        try {
            finish(publication);
            return true;
        } catch (UnpublishedException e) {
            withdraw(publication);
            giveUp(videoId, e, aside);
            return false;
        }
    }

    /** The mark goes first: without a journal it would say that what is staged is no longer needed. */
    private void giveUp(String videoId, IOException why, Aside aside) throws IOException {
        store.delete(".staging/" + videoId + "/" + ROW_IS_NEXT);
        aside.put(journal(videoId), String.valueOf(why.getMessage()));
    }

    /** Leaves nothing of a video that was published in part. */
    private void withdraw(Publication publication) throws IOException {
        removeRow(publication.video());
        if (!publication.stays().results()) {
            removeLeftOvers(publication.video(), List.of());
        }
    }

    /**
     * Removes what a killed run had started to write out of sight and no journal mentions. An object store has that in uploads, which no
     * listing shows; looking for files would cost a request for each finished video.
     */
    public void removeUnfinished() throws IOException {
        if (layout.output().isObjectStore()) {
            return;
        }
        for (String folder :
                List.of(OutputLayout.ANNOTATED, OutputLayout.SEGMENTS, "poses", "metrics", "videos", "runs")) {
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
            } else if (LocalPending.isUnfinished(child.getPath().getName())) {
                files.delete(child.getPath(), false);
            }
        }
    }

    /** Removes all files of the video but its row and {@code files}. */
    private void removeLeftOvers(VideoRef video, List<PendingFile> files) throws IOException {
        Set<String> wanted = new HashSet<>();
        for (PendingFile file : files) {
            wanted.add(file.target());
        }
        if (!wanted.contains(OutputLayout.annotated(video))) {
            // A folder named like a video fails as a video, and results of the videos in it lie below that name.
            store.deleteFile(OutputLayout.annotated(video));
        }
        if (!wanted.contains(OutputLayout.metrics(video))) {
            store.delete(OutputLayout.metrics(video));
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
