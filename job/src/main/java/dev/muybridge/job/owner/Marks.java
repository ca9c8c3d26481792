package dev.muybridge.job.owner;

import dev.muybridge.crash.ProcessId;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The marks of one OUTPUT. Their age is told by the file system's own clock, which all machines see. */
final class Marks {
    static final String FOLDER = OutputLayout.OWNER;

    /** A mark that has not been renewed for so long is of a run that is gone, or paused. Longer than a job pauses between restarts. */
    static final Duration LOST = Duration.ofMinutes(2);

    private static final Pattern PROCESS = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (.*)", Pattern.DOTALL);

    private final OutputLayout layout;
    private final FlinkOutputStore store;
    private final ProcessId self;

    Marks(OutputLayout layout) {
        this(layout, ProcessId.current());
    }

    /** @param self the process that marks are of which are written here */
    Marks(OutputLayout layout, ProcessId self) {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.self = self;
    }

    /** @param modified when it was renewed last, in milliseconds since 1970 by the file system's clock */
    record Seen(Mark mark, long modified) {}

    /** All marks, by number; none if there is no OUTPUT yet. */
    List<Seen> all() throws IOException {
        Path folder = layout.path(FOLDER);
        List<Seen> seen = new ArrayList<>();
        if (folder.getFileSystem().exists(folder)) {
            for (FileStatus file : Folders.list(folder)) {
                Mark.of(file.getPath().getName())
                        .ifPresent(mark -> seen.add(new Seen(mark, file.getModificationTime())));
            }
        }
        return seen;
    }

    /**
     * Whether OUTPUT still belongs to the run with that number.
     *
     * @throws OvertakenException when a later run has taken it
     */
    void requireLast(long number) throws IOException {
        for (Seen seen : all()) {
            if (seen.mark().number() > number && seen.mark().kind() != Mark.Kind.WANTED) {
                throw new OvertakenException(seen.mark().run());
            }
        }
    }

    void settle(long number) throws OutputException {
        Settled.write(layout, number);
    }

    /** Makes a mark of this process, or renews it. */
    void write(Mark mark) throws OutputException {
        write(mark, self.pid() + " " + self.startMillis() + " " + self.host());
    }

    /** The same of no process: only its age tells whether it is alive. */
    void writeForOthers(Mark mark) throws OutputException {
        write(mark, "");
    }

    private void write(Mark mark, String text) throws OutputException {
        Path path = path(mark);
        try {
            FileSystem files = path.getFileSystem();
            files.mkdirs(layout.path(FOLDER));
            try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.OVERWRITE)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new OutputException(path, e);
        }
    }

    /** Renews a mark, unless it is gone: then OUTPUT belongs to another run. */
    void renew(Mark mark) throws IOException {
        Path path = path(mark);
        if (path.getFileSystem().exists(path)) {
            write(mark);
        }
    }

    void delete(Mark mark) throws IOException {
        store.deleteFile(FOLDER + "/" + mark.fileName());
    }

    /** The process that wrote it last; empty for one of no process, and while it is being written. */
    Optional<ProcessId> process(Mark mark) throws IOException {
        byte[] bytes = StagingStore.read(path(mark)).orElse(new byte[0]);
        Matcher process = PROCESS.matcher(new String(bytes, StandardCharsets.UTF_8));
        return process.matches()
                ? Optional.of(new ProcessId(
                        Long.parseLong(process.group(1)), Long.parseLong(process.group(2)), process.group(3)))
                : Optional.empty();
    }

    boolean isOfThisProcess(Mark mark) throws IOException {
        return process(mark).filter(self::equals).isPresent();
    }

    /** Whether whoever wrote it is there, as far as can be told {@code now}, by the file system's clock. */
    boolean isAlive(Seen seen, long now) throws IOException {
        return now - seen.modified() <= LOST.toMillis()
                && process(seen.mark())
                        .map(process -> !process.isOfThisMachine() || !process.hasEnded())
                        .orElse(true);
    }

    private Path path(Mark mark) {
        return layout.path(FOLDER + "/" + mark.fileName());
    }
}
