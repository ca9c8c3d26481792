package dev.muybridge.job.storage;

import java.io.IOException;
import org.apache.flink.core.fs.Path;

/**
 * A file system, other than this machine's disks, whose folders have to be told to keep what happened in them. None of Flink's own is
 * one; tests record this machine's disk behind one, to replay what a power loss leaves.
 */
public interface KeepsFolders {
    /** Returns when the names in {@code folder} would survive a power loss. */
    void keepFolder(Path folder) throws IOException;
}
