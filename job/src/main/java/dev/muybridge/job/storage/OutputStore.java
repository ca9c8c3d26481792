package dev.muybridge.job.storage;

import dev.muybridge.job.model.PendingFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * The published side of OUTPUT: a file is written out of sight and appears under its name, complete and at once, when it is
 * committed, replacing what was there. Paths are relative to OUTPUT.
 */
public interface OutputStore {
    /**
     * Writes a file out of sight, whose bytes a power loss does not take away; nothing is left of it when {@code content} fails.
     *
     * @throws OutputException when the disk does not take it, or {@code content} fails
     * @throws UnreadException when {@code content} cannot read what is staged
     */
    PendingFile prepare(String path, Content content) throws IOException;

    /**
     * Makes a prepared file appear. Doing it again has no effect. Some file systems say nothing if what was prepared is gone: only
     * {@link #flaw} tells whether the file is there.
     *
     * @throws OutputException when it cannot
     */
    void commit(PendingFile file) throws IOException;

    /**
     * What is wrong with a file that should have appeared; empty if it is there as it was prepared. Its checksum is compared only on
     * local disks, and elsewhere if {@code read}, because all of it has to be read for that.
     */
    Optional<String> flaw(PendingFile file, boolean read) throws IOException;

    /** Returns when a power loss would not undo what was made, renamed or removed in {@code folder} so far; it need not exist. */
    void keep(String folder) throws IOException;

    /** Removes a file or a folder with all that is in it; it need not exist. */
    void delete(String path) throws IOException;

    /** Removes a file; it need not exist, and a folder of that name stays. */
    void deleteFile(String path) throws IOException;

    /** The names in a folder, empty if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** The names of the folders in a folder, in name order, empty if there is no such folder. */
    List<String> folders(String folder) throws IOException;

    /** Writes a file's bytes; leaves the stream open. */
    interface Content {
        void writeTo(FSDataOutputStream out) throws IOException;
    }
}
