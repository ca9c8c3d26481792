package dev.muybridge.job.storage;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Moves what this program cannot use out of its way, into {@value #FOLDER} below OUTPUT, where it can be looked at. Nobody reads it
 * again.
 */
public final class Aside {
    /** Its folder below OUTPUT. */
    public static final String FOLDER = ".aside";

    private final OutputLayout layout;
    private final Listener listener;

    public Aside(OutputLayout layout, Listener listener) {
        this.layout = layout;
        this.listener = listener;
    }

    /** Is told of each file that is moved. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param file where it was, below OUTPUT
         * @param why what is wrong with it
         */
        void putAside(String file, String why);
    }

    /**
     * Moves a file, which is there.
     *
     * @throws OutputException when it cannot be moved
     */
    public void put(String file, String why) throws OutputException {
        Path from = layout.path(file);
        Path to = layout.path(FOLDER + "/" + file + "-" + UUID.randomUUID());
        try {
            Links.refuse(layout.output(), file);
            if (Location.of(from).isObjectStore()) {
                copyAndDelete(from, to);
            } else {
                rename(from, to);
            }
        } catch (IOException e) {
            throw new OutputException(from, e);
        }
        listener.putAside(file, why);
    }

    private static void rename(Path from, Path to) throws IOException {
        FileSystem files = from.getFileSystem();
        files.mkdirs(Location.of(to).parent().path());
        if (!files.rename(from, to)) {
            throw new IOException("cannot rename it to " + Location.of(to));
        }
    }

    /** If the process ends in between, the next start puts the file aside once more. */
    private static void copyAndDelete(Path from, Path to) throws IOException {
        FileSystem files = from.getFileSystem();
        try (FSDataInputStream in = files.open(from);
                FSDataOutputStream out = files.create(to, FileSystem.WriteMode.OVERWRITE)) {
            in.transferTo(out);
        }
        files.delete(from, false);
    }
}
