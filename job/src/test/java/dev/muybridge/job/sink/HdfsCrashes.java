package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.sink.PublisherCrashTest.Case;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Publishing on HDFS that ends after each single change. A program of its own, to be started in the servers' network: its arguments are
 * a folder on HDFS, and which of its tests to run. The old and the new files have equal length.
 */
public final class HdfsCrashes {
    /** How many changes apart the crashes of most cases are. */
    private static final int APART = 4;

    private final FileSystem hdfs;
    private final String root;
    private int outputs;

    private HdfsCrashes(FileSystem hdfs, String root) {
        this.hdfs = hdfs;
        this.root = root;
    }

    public static void main(String[] args) throws IOException {
        FileSystem hdfs = FileSystem.getUnguardedFileSystem(URI.create(args[0]));
        HdfsCrashes all = new HdfsCrashes(hdfs, args[0]);
        CrashingStore.over(hdfs);
        switch (args[1]) {
            case "crashes" -> {
                for (Case kind : PublisherCrashTest.cases()) {
                    // Others differ from this only in what is not there.
                    int apart = kind.name().equals("done again") ? 1 : APART;
                    System.out.println(kind + ": of " + all.crashAll(kind, apart) + " changes");
                }
            }
            case "gone" -> all.preparedFileThatIsGone();
            case "refused" -> all.renameThatIsRefused();
            default -> throw new IllegalArgumentException("no such test: " + args[1]);
        }
        System.out.println("passed");
        // Hadoop's client leaves threads behind.
        System.exit(0);
    }

    private int crashAll(Case kind, int apart) throws IOException {
        int changes = 0;
        while (crashes(kind, changes)) {
            changes += apart;
        }
        assertThat(changes)
                .as("changes of a publication")
                .isGreaterThan(kind.after().size() * 5);
        return changes;
    }

    private boolean crashes(Case kind, int changes) throws IOException {
        OutputLayout layout = layout(kind);
        CrashingDisk.allow(changes, () -> look(layout, kind));
        boolean crashed = PublisherCrashTest.crashes(() -> PublisherCrashTest.publish(layout, kind));

        CrashingDisk.allow(Integer.MAX_VALUE, () -> look(layout, kind));
        PublisherCrashTest.start(layout);
        Map<String, String> seen = visible(layout);
        assertThat(List.of(kind.before(), kind.after()))
                .as("after " + changes + " changes")
                .contains(seen);
        if (!seen.equals(kind.after())) {
            PublisherCrashTest.publish(layout, kind);
        }
        assertThat(visible(layout)).isEqualTo(kind.after());
        assertThat(files(layout.path("")))
                .as("nothing out of sight is left")
                .hasSameSizeAs(kind.after().keySet());
        hdfs.delete(layout.path(""), true);
        return crashed;
    }

    /** Flink's committer says nothing when what it should rename is gone. */
    private void preparedFileThatIsGone() throws IOException {
        for (Case kind : PublisherCrashTest.cases()) {
            OutputLayout layout = layout(kind);
            Publication publication = PublisherCrashTest.prepare(layout, kind);
            for (Path unfinished : files(layout.path(""))) {
                if (unfinished.getName().contains(".inprogress.")) {
                    hdfs.delete(unfinished, false);
                }
            }

            assertThatThrownBy(() -> new Publisher(layout).publish(publication))
                    .isInstanceOf(UnpublishedException.class)
                    .hasMessageEndingWith(" is gone");

            makeAnew(layout, kind, " is gone");
        }
    }

    /** Nor when the rename is refused, because there is a file of that name again. */
    private void renameThatIsRefused() throws IOException {
        for (Case kind : PublisherCrashTest.cases()) {
            if (kind.after().size() == 1) {
                // Of a failure there is only the row, which is removed twice.
                continue;
            }
            OutputLayout layout = layout(kind);
            Publication publication = PublisherCrashTest.prepare(layout, kind);
            String first = publication.files()[0].target();
            write(layout, first, "old");
            AtomicBoolean again = new AtomicBoolean();
            CrashingDisk.allow(Integer.MAX_VALUE, () -> {
                if (!hdfs.exists(layout.path(first)) && !again.getAndSet(true)) {
                    write(layout, first, "another's");
                }
            });

            assertThatThrownBy(() -> new Publisher(layout).publish(publication))
                    .isInstanceOf(UnpublishedException.class)
                    .hasMessageEndingWith(first + " has 9 bytes instead of 3");

            CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
            assertThat(visible(layout)).doesNotContainKey(PublisherCrashTest.ROW);
            PublisherCrashTest.start(layout);
            assertThat(visible(layout)).as("the next start finishes it").isEqualTo(kind.after());
        }
    }

    private static void makeAnew(OutputLayout layout, Case kind, String why) throws IOException {
        assertThat(visible(layout)).doesNotContainKey(PublisherCrashTest.ROW).doesNotContainValue("new");
        List<String> aside = new ArrayList<>();
        Publisher next = new Publisher(layout);
        int finished = next.rollForward(new Aside(layout, (file, reason) -> aside.add(file + ": " + reason)));
        assertThat(finished).isZero();
        assertThat(aside).singleElement().asString().endsWith(why);
        assertThat(visible(layout)).isEmpty();
        PublisherCrashTest.publish(layout, kind);
        assertThat(visible(layout)).isEqualTo(kind.after());
    }

    /** Only a row that is to be seen has to have anything beside it. */
    private void look(OutputLayout layout, Case kind) throws IOException {
        if (hdfs.exists(layout.path(PublisherCrashTest.ROW))) {
            PublisherCrashTest.check(visible(layout), kind);
        }
    }

    private OutputLayout layout(Case kind) throws IOException {
        CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
        OutputLayout layout = new OutputLayout(root + "/" + outputs++, new Keys("p", "r", "a"));
        for (Map.Entry<String, String> file : kind.before().entrySet()) {
            write(layout, file.getKey(), file.getValue());
        }
        return layout;
    }

    private void write(OutputLayout layout, String file, String content) throws IOException {
        try (FSDataOutputStream out = hdfs.create(layout.path(file), FileSystem.WriteMode.OVERWRITE)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All that readers see, with its content. */
    private static Map<String, String> visible(OutputLayout layout) throws IOException {
        String prefix = layout.path("").toUri().getPath() + "/";
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(layout.path(""))) {
            String name = file.toUri().getPath().substring(prefix.length());
            if (!name.startsWith(".") && !name.contains("/.")) {
                contents.put(name, new String(StagingStore.require(file), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (folder.getFileSystem().exists(folder)) {
            for (FileStatus child : Folders.list(folder)) {
                if (child.isDir()) {
                    files.addAll(files(child.getPath()));
                } else {
                    files.add(child.getPath());
                }
            }
        }
        return files;
    }
}
