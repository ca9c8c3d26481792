package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.sink.RecordingDisk.Change;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.whole.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Publishing that ends with a power loss after any change of the disk. Of the changes until then, those that nobody had asked the
 * disk to keep may be lost: all of them, or any one. Readers see one making whole or no row, also before the next start.
 */
final class PowerLossTest {
    @TempDir
    Path folder;

    static List<PublisherCrashTest.Case> cases() {
        return PublisherCrashTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void powerLoss_leavesOneMakingWhole_andLosesNoneThatIsJournalled(PublisherCrashTest.Case kind) throws IOException {
        Path output = Files.createDirectory(folder.resolve("out"));
        OutputLayout layout = new OutputLayout(RecordingDisk.SCHEME + ":" + output, new Keys("p", "r", "a"));
        for (Map.Entry<String, String> file : kind.before().entrySet()) {
            Path path = output.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Disk before = Disk.of(output);
        RecordingDisk.restart();
        PublisherCrashTest.publish(layout, kind);
        List<Change> changes = RecordingDisk.changes();
        int journalled = journalled(changes);
        assertThat(journalled).isBetween(10, changes.size() - 10);

        int losses = 0;
        for (int length = 0; length <= changes.size(); length++) {
            List<Change> happened = changes.subList(0, length);
            Set<Integer> unkept = unkept(happened);
            Set<Set<Integer>> lost = new HashSet<>(List.of(Set.of(), unkept));
            unkept.forEach(each -> lost.add(Set.of(each)));
            for (Set<Integer> each : lost) {
                before.after(happened, each).writeTo(output);
                PublisherCrashTest.look(output, kind);
                PublisherCrashTest.start(layout);
                Map<String, String> seen = PublisherCrashTest.visible(output);
                String when = "after " + happened + " without " + each;
                if (length >= journalled) {
                    assertThat(seen).as(when).isEqualTo(kind.after());
                } else {
                    assertThat(List.of(kind.before(), kind.after())).as(when).contains(seen);
                }
                losses++;
            }
        }
        assertThat(losses).isGreaterThan(2 * changes.size());
    }

    /** How many changes there were when the journal was kept. */
    private static int journalled(List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof RecordingDisk.Moved moved
                    && moved.to().endsWith("/journal")) {
                String folder = parent(moved.to());
                for (int j = i + 1; j < changes.size(); j++) {
                    if (changes.get(j).equals(new RecordingDisk.KeptNames(folder))) {
                        return j + 1;
                    }
                }
            }
        }
        throw new AssertionError("no journal was kept: " + changes);
    }

    /** The places of those changes that the disk was not asked to keep. */
    private static Set<Integer> unkept(List<Change> changes) {
        Set<Integer> unkept = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            List<Change> later = changes.subList(i + 1, changes.size());
            boolean kept = change instanceof RecordingDisk.KeptBytes
                    || change instanceof RecordingDisk.KeptNames
                    || later.stream().anyMatch(each -> keeps(each, change));
            if (!kept) {
                unkept.add(i);
            }
        }
        return unkept;
    }

    private static boolean keeps(Change later, Change change) {
        if (change instanceof RecordingDisk.Wrote wrote) {
            return later instanceof RecordingDisk.KeptBytes kept && kept.file() == wrote.file();
        }
        return later instanceof RecordingDisk.KeptNames kept && kept.folder().equals(parent(name(change)));
    }

    private static String name(Change change) {
        if (change instanceof RecordingDisk.Made made) {
            return made.folder();
        }
        if (change instanceof RecordingDisk.Opened opened) {
            return opened.path();
        }
        if (change instanceof RecordingDisk.Moved moved) {
            return moved.to();
        }
        return ((RecordingDisk.Removed) change).path();
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Folders and files, by their absolute paths. */
    private static final class Disk {
        private final Set<String> folders = new HashSet<>();
        private final Map<String, Integer> names = new TreeMap<>();
        private final Map<Integer, ByteArrayOutputStream> bytes = new HashMap<>();

        /** What is below {@code root}. */
        static Disk of(Path root) throws IOException {
            Disk disk = new Disk();
            disk.folders.add(root.toString());
            for (String file : Runs.files(root)) {
                Path path = root.resolve(file);
                for (String above = parent(path.toString()); above.startsWith(root.toString()); above = parent(above)) {
                    disk.folders.add(above);
                }
                int number = -1 - disk.names.size();
                disk.names.put(path.toString(), number);
                disk.write(number, Files.readAllBytes(path));
            }
            return disk;
        }

        /** The same after {@code changes}, of which some were lost. */
        Disk after(List<Change> changes, Set<Integer> lost) {
            Disk disk = new Disk();
            disk.folders.addAll(folders);
            disk.names.putAll(names);
            bytes.forEach((file, content) -> disk.write(file, content.toByteArray()));
            for (int i = 0; i < changes.size(); i++) {
                if (!lost.contains(i)) {
                    disk.apply(changes.get(i));
                }
            }
            return disk;
        }

        private void write(int file, byte[] content) {
            bytes.computeIfAbsent(file, number -> new ByteArrayOutputStream()).writeBytes(content);
        }

        private void apply(Change change) {
            if (change instanceof RecordingDisk.Wrote wrote) {
                write(wrote.file(), wrote.bytes());
            } else if (change instanceof RecordingDisk.Made made) {
                if (folders.contains(parent(made.folder()))) {
                    folders.add(made.folder());
                }
            } else if (change instanceof RecordingDisk.Opened opened) {
                name(opened.path(), opened.file());
            } else if (change instanceof RecordingDisk.Moved moved) {
                Integer file = names.remove(moved.from());
                if (file != null) {
                    name(moved.to(), file);
                }
            } else if (change instanceof RecordingDisk.Removed removed) {
                String below = removed.path() + "/";
                names.keySet().removeIf(path -> path.equals(removed.path()) || path.startsWith(below));
                folders.removeIf(path -> path.equals(removed.path()) || path.startsWith(below));
            }
        }

        private void name(String path, int file) {
            if (folders.contains(parent(path))) {
                names.put(path, file);
            }
        }

        /** Leaves nothing else in {@code root}. */
        void writeTo(Path root) throws IOException {
            Runs.delete(root);
            for (String each : folders) {
                Files.createDirectories(Path.of(each));
            }
            for (Map.Entry<String, Integer> each : names.entrySet()) {
                ByteArrayOutputStream content = bytes.getOrDefault(each.getValue(), new ByteArrayOutputStream());
                Files.write(Path.of(each.getKey()), content.toByteArray());
            }
        }
    }
}
