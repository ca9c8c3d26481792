package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.media.Clip;
import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Publishing that ends after each single change of the disk, from the first file that is written out of sight to the last of staging
 * that is removed, and what readers see after each.
 */
final class PublisherCrashTest {
    private static final String ID = "0123456789abcdef";
    private static final VideoRef VIDEO =
            new VideoRef(ID, "a b.mov", "a b.mov.mp4", "file:/in/a", 1, "1-1", Clip.WHOLE);
    static final String ROW = "videos/" + ID + ".parquet";
    private static final List<String> FILES =
            List.of("annotated/a b.mov.mp4", "metrics/" + ID + ".parquet", segment(0), segment(1));

    /** Makings: all that is to be seen of a video, each file with the making's name for its content. */
    private static final Map<String, String> NOTHING = Map.of();

    private static final Map<String, String> OLD = making("old", FILES, segment(2));
    private static final Map<String, String> OLD_FAILED = Map.of(ROW, "old");
    private static final Map<String, String> NEW = making("new", FILES);
    private static final Map<String, String> NEW_FAILED = Map.of(ROW, "new");

    @TempDir
    Path folder;

    private int outputs;

    /** What was there, and what replaces it. */
    record Case(String name, Map<String, String> before, Map<String, String> after) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("first publication", NOTHING, NEW),
                new Case("first, of a failure", NOTHING, NEW_FAILED),
                new Case("done again", OLD, NEW),
                new Case("failed after done", OLD, NEW_FAILED),
                new Case("done after failed", OLD_FAILED, NEW));
    }

    private static String segment(int number) {
        return "segments/" + ID + "/0000" + number + ".mp4";
    }

    private static Map<String, String> making(String name, List<String> files, String... more) {
        Map<String, String> making = new TreeMap<>();
        Stream.of(files.stream(), Stream.of(more), Stream.of(ROW))
                .flatMap(each -> each)
                .forEach(file -> making.put(file, name));
        return making;
    }

    @AfterEach
    void noMoreCrashes() {
        CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
    }

    @ParameterizedTest
    @MethodSource("cases")
    void crash_afterEachChange_leavesOneMakingWhole(Case kind) throws IOException {
        int changes = 0;
        while (crashes(kind, changes)) {
            changes++;
        }
        assertThat(changes)
                .as("changes of a publication")
                .isGreaterThan(kind.after().size() * 5);
    }

    private boolean crashes(Case kind, int changes) throws IOException {
        Path output = output(kind);
        CrashingDisk.allow(changes, () -> look(output, kind));
        boolean crashed = crashes(() -> publish(layout(output), kind));

        CrashingDisk.allow(Integer.MAX_VALUE, () -> look(output, kind));
        start(layout(output));
        checkStarted(output, kind);
        finish(output, kind);
        return crashed;
    }

    @Test
    void crash_ofTheNextStartToo_isMadeGoodByTheOneAfter() throws IOException {
        Case again = new Case("done again", OLD, NEW);
        Path whole = output(again);
        CrashingDisk.allow(Integer.MAX_VALUE, () -> look(whole, again));
        publish(layout(whole), again);
        int all = CrashingDisk.made();
        for (int first = 0; first < all; first += 2) {
            int second = 0;
            while (crashesTwice(again, first, second)) {
                second++;
            }
        }
    }

    private boolean crashesTwice(Case kind, int first, int second) throws IOException {
        Path output = output(kind);
        CrashingDisk.allow(first, () -> look(output, kind));
        assertThat(crashes(() -> publish(layout(output), kind))).isTrue();
        CrashingDisk.allow(second, () -> look(output, kind));
        boolean crashed = crashes(() -> start(layout(output)));

        CrashingDisk.allow(Integer.MAX_VALUE, () -> look(output, kind));
        start(layout(output));
        checkStarted(output, kind);
        Runs.delete(output);
        return crashed;
    }

    @Test
    void look_seesARowBesideAnotherMaking() throws IOException {
        Case again = new Case("done again", OLD, NEW);
        Path output = output(again);
        Files.writeString(output.resolve(segment(1)), "new");

        assertThatThrownBy(() -> look(output, again)).isInstanceOf(AssertionError.class);
    }

    /** What a run does with a video. */
    static void publish(OutputLayout layout, Case kind) throws IOException {
        new Publisher(layout).publish(prepare(layout, kind));
    }

    /** The first half of it. */
    static Publication prepare(OutputLayout layout, Case kind) throws IOException {
        OutputStore store = new FlinkOutputStore(layout);
        List<PendingFile> files = new ArrayList<>();
        for (String file : kind.after().keySet()) {
            if (!file.equals(ROW)) {
                files.add(prepared(store, file));
            }
        }
        files.add(prepared(store, ROW));
        String state = kind.after().size() == 1 ? VideoRow.FAILED : VideoRow.DONE;
        Publication publication =
                new Publication(VIDEO, state, 7, "", Publication.Stays.NOTHING, 0, files.toArray(PendingFile[]::new));
        new Publisher(layout).writeJournal(publication);
        return publication;
    }

    private static PendingFile prepared(OutputStore store, String file) throws IOException {
        return store.prepare(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
    }

    /** What the next run does before anything else. */
    static void start(OutputLayout layout) throws IOException {
        Publisher publisher = new Publisher(layout);
        publisher.rollForward(new Aside(layout, (file, why) -> {
            throw new AssertionError(file + " put aside: " + why);
        }));
        publisher.removeUnfinished();
    }

    /** Either nothing has happened to what is to be seen, or all. */
    private static void checkStarted(Path output, Case kind) throws IOException {
        Map<String, String> seen = visible(output);
        assertThat(List.of(kind.before(), kind.after())).contains(seen);
        assertThat(hidden(output)).isEmpty();
        if (seen.equals(kind.after())) {
            assertThat(output.resolve(".staging/" + ID)).doesNotExist();
        }
    }

    /** The next run makes what has not been made. */
    private void finish(Path output, Case kind) throws IOException {
        if (!visible(output).equals(kind.after())) {
            publish(layout(output), kind);
        }
        assertThat(visible(output)).isEqualTo(kind.after());
        assertThat(hidden(output)).isEmpty();
        assertThat(Runs.files(output.resolve(".staging"))).isEmpty();
        assertThat(Files.exists(output.resolve("segments/" + ID)))
                .isEqualTo(kind.after().size() > 1);
        Runs.delete(output);
    }

    static boolean crashes(Publishing publishing) throws IOException {
        try {
            publishing.run();
            return CrashingDisk.hasCrashed();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(CrashingDisk.MESSAGE);
            return true;
        }
    }

    interface Publishing {
        void run() throws IOException;
    }

    /** A row that is to be seen has all files of its own making beside it and no other; no file is a part of one. */
    static void look(Path output, Case kind) throws IOException {
        check(visible(output), kind);
    }

    /** The same of what is {@code seen}, each file with its content. */
    static void check(Map<String, String> seen, Case kind) {
        assertThat(seen.values()).allMatch(content -> content.equals("old") || content.equals("new"));
        if (seen.containsKey(ROW)) {
            assertThat(seen).isEqualTo("old".equals(seen.get(ROW)) ? kind.before() : kind.after());
        }
    }

    private Path output(Case kind) throws IOException {
        Path output = folder.resolve(Integer.toString(outputs++));
        for (Map.Entry<String, String> file : kind.before().entrySet()) {
            write(output.resolve(file.getKey()), file.getValue());
        }
        for (String staged : List.of("00000.poses", "00000.rows", "00000.mp4", "00001.poses")) {
            write(output.resolve(".staging/" + ID + "/1-1-fedcba9876543210").resolve(staged), staged);
        }
        return output;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static OutputLayout layout(Path output) {
        return new OutputLayout(CrashingDisk.SCHEME + "://" + output, new Keys("p", "r", "a"));
    }

    /** All that readers see, with its content. */
    static Map<String, String> visible(Path output) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String file : Runs.visible(output)) {
            if (!file.contains("/.")) {
                contents.put(file, Files.readString(output.resolve(file)));
            }
        }
        return contents;
    }

    private static List<String> hidden(Path output) throws IOException {
        return Runs.visible(output).stream().filter(file -> file.contains("/.")).collect(Collectors.toList());
    }
}
