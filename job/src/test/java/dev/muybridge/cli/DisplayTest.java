package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunReport;
import dev.muybridge.app.Snapshot;
import dev.muybridge.app.WorkList;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.source.PassedOver;
import dev.muybridge.job.table.VideoRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DisplayTest {
    private static final InputFile A =
            new InputFile("a.mp4", new org.apache.flink.core.fs.Path("file:/in/a.mp4"), 100, 1);
    private static final InputFile B =
            new InputFile("b.mp4", new org.apache.flink.core.fs.Path("file:/in/b.mp4"), 300, 1);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void planned_saysWhatIsToDoAndWhy() {
        Display display = plain();

        display.planned(new WorkList(List.of(A, B), List.of(B), List.of(), Map.of("b.mp4", "the file has changed")));

        assertThat(printed()).isEqualTo("again: b.mp4 (the file has changed)\n1 video to do, 1 done before\n");
    }

    @Test
    void putAside_saysWhatAndWhy() {
        plain().putAside("videos/0123456789abcdef.parquet", "it is empty");

        assertThat(printed()).isEqualTo("put aside: videos/0123456789abcdef.parquet (it is empty)\n");
    }

    @Test
    void planned_whatIsLeftAlone_isToldOfAgain() {
        VideoRow row = new VideoRow(
                "id",
                "a\n.mp4",
                VideoRow.FAILED,
                "quarantined",
                "It crashed.",
                null,
                new VideoRow.Provenance("f", new Making(new Keys("p", "r", "a"), "o", "v")));

        plain().planned(new WorkList(List.of(A, B), List.of(), List.of(row), Map.of()));

        assertThat(printed())
                .isEqualTo(
                        "failed  a?.mp4: quarantined: It crashed. (not tried again until it or the options change)\n0 videos to do, 1 done before\n");
    }

    @Test
    void planned_withOtherOptions_saysThatItReplaces() {
        String why = WorkList.OTHER_OPTIONS + "crf was 23, is 30";
        plain().planned(new WorkList(List.of(A, B), List.of(B), List.of(), Map.of("b.mp4", why)));

        assertThat(printed())
                .isEqualTo(
                        "again: b.mp4 (made with other options: crf was 23, is 30)\nwhat was made of it with other"
                                + " options is replaced; to keep both, choose another --output\n1 video to do, 1 done before\n");
    }

    @Test
    void planned_nothing_isOneLine() {
        plain().planned(new WorkList(List.of(), List.of(), List.of(), Map.of()));

        assertThat(printed()).isEqualTo("no videos found; nothing to do\n");
    }

    @Test
    void passedOver_saysHowManyWhichAndWhatToDo() {
        TreeMap<String, Integer> endings = new TreeMap<>(Map.of("jpg", 2, "txt", 7, "", 1));

        plain().passedOver(new PassedOver(endings, 3, List.of("old/annotated"), true, true));
        plain().passedOver(new PassedOver(new TreeMap<>(), 1, List.of(), false, false));

        assertThat(printed().lines())
                .containsExactly(
                        "passed over: 10 files not named like a video (7 .txt, 2 .jpg, 1 without an ending)",
                        "passed over: results of earlier runs in old/annotated",
                        "nothing in /out is taken for an input, because results go there; choose another --output",
                        "3 folders not looked into; --recursive reads subfolders too",
                        "1 folder not looked into; --recursive reads subfolders too");
    }

    @Test
    void summary_ofNoTime_hasNoInfiniteRate() {
        plain().summary(new RunReport(List.of(), List.of(), 2, 0));

        assertThat(printed()).startsWith("0 done, 0 failed, 2 done before; 0 s\n");
    }

    @Test
    void finished_isALineForEachVideo() {
        Display display = plain();

        display.finished("a.mp4", "done", 230, "");
        display.finished("b.mp4", "done", 1, "The sound was converted.");
        display.finished("c.mp4", "failed", 0, "empty_file: The file has no bytes.");

        assertThat(printed().lines())
                .containsExactly(
                        "done    a.mp4 (230 frames)",
                        "done    b.mp4 (1 frames; The sound was converted.)",
                        "failed  c.mp4: empty_file: The file has no bytes.");
    }

    @Test
    void finished_namesAndMessagesThatMoveTheCursor_areShownHarmless() {
        plain().finished("a\u001b[2J\n.mp4", "failed", 0, "unreadable: first\nsecond\tthird");

        assertThat(printed()).isEqualTo("failed  a?[2J?.mp4: unreadable: first?second?third\n");
    }

    @Test
    void finished_namesThatAreNotWhatTheyLookLike_areShownHarmless() {
        plain().finished("a\u009b2Jb\u202e4pm.exe\u2066\u200f.mp4", "done", 1, "");

        assertThat(printed()).isEqualTo("done    a?2Jb?4pm.exe??.mp4 (1 frames)\n");
    }

    @Test
    void progress_inALog_isQuietForHalfAMinute() {
        Display display = plain();
        display.planned(new WorkList(List.of(A, B), List.of(A, B), List.of(), Map.of()));
        bytes.reset();

        display.progress(snapshot(0.5, Map.of(Steps.ANALYZE, 10L)));

        assertThat(printed()).isEmpty();
    }

    @Test
    void progress_onATerminal_isDrawnBelowTheLines_andKeptForOthersToRead() throws IOException {
        Path output = Files.createDirectories(folder.resolve("out put"));
        Path status = Files.createDirectory(output.resolve(".staging")).resolve("status");
        Path precious = Files.createFile(folder.resolve("precious"));
        for (String planted : List.of("status", "status.new")) {
            Files.createSymbolicLink(status.resolveSibling(planted), precious);
        }
        Display display =
                new Display(new RunLog(out, true), false, output.toUri().toString(), 2);
        display.planned(new WorkList(List.of(A, B), List.of(A, B), List.of(), Map.of()));
        bytes.reset();

        display.progress(snapshot(0.389, Map.of(Steps.ANALYZE, 10L, Steps.ANNOTATE, 4L)));
        display.finished("b.mp4", "done", 20, "");

        assertThat(printed()).contains("\u001b[J" + "done    b.mp4 (20 frames)\n");
        assertThat(printed().replaceAll("\u001b\\[[0-9?]*[a-zA-Z]|\r", "").lines())
                .containsSubsequence(
                        " 38%  0 of 2 videos, 7.5 frames/s, about 1 min 30 s left",
                        "done    b.mp4 (20 frames)",
                        " 38%  0 of 2 videos, 7.5 frames/s, about 1 min 30 s left",
                        "worker 2: waits");
        assertThat(Files.readString(status))
                .matches(
                        "\\d+ \\d+\n 38%  0 of 2 videos, 7.5 frames/s, about 1 min 30 s left\n(?s:.*)worker 2: waits\n");

        assertThat(precious)
                .as("where links lead that somebody else has put there")
                .isEmptyFile();

        display.close();
        assertThat(status).doesNotExist();
        bytes.reset();
        display.progress(snapshot(0.5, Map.of()));
        display.line("stopping");
        assertThat(printed()).isEqualTo("stopping\n");
        assertThat(status).doesNotExist();
    }

    @Test
    void close_ofARunThatWasRefused_leavesWhatTheOtherSays() throws IOException {
        Path status = Files.createDirectories(folder.resolve(".staging")).resolve("status");
        Files.writeString(status, "of the run that goes on");

        new Display(new RunLog(out, false), false, folder.toUri().toString(), 2).close();

        assertThat(status).exists();
    }

    @Test
    void summary_namesWhatToDoNext() {
        VideoRow done = row("a.mp4", VideoRow.DONE, null);
        List<VideoRow> failed = IntStream.range(0, 6)
                .mapToObj(i -> row(i + "\n.mp4", VideoRow.FAILED, "not_a_video"))
                .toList();

        plain().summary(new RunReport(List.of(done), failed, 0, 1));
        assertThat(printed().lines().skip(1))
                .containsExactly(
                        "videos: /out/annotated",
                        "failed: 0?.mp4 (not_a_video), 1?.mp4 (not_a_video), 2?.mp4 (not_a_video), 3?.mp4 (not_a_video),"
                                + " 4?.mp4 (not_a_video) and 1 more; job/docs/reasons.md says what each reason means, and"
                                + " when running again can help",
                        "query: duckdb -c \"select video, reason, detail from '/out/videos/*.parquet' where state = 'failed'\"",
                        "results: /out");

        bytes.reset();
        new Display(new RunLog(out, false), false, "file:/a$(b)%22'", 2)
                .summary(new RunReport(List.of(done), List.of(), 0, 1));
        assertThat(printed().lines().skip(1))
                .containsExactly(
                        "videos: /a$(b)\"'/annotated",
                        "query: duckdb -c \"select video, person, max(speed_px_s) from 'metrics/*.parquet' where quality ="
                                + " 'measured' group by all\","
                                + " in the folder of the results",
                        "results: /a$(b)\"'");
    }

    private static VideoRow row(String video, String state, @Nullable String reason) {
        return new VideoRow(
                "id",
                video,
                state,
                reason,
                "said",
                null,
                new VideoRow.Provenance("f", new Making(new Keys("p", "r", "a"), "o", "v")));
    }

    @Test
    void summary_namesTheFolderAsItIs() {
        new Display(new RunLog(out, false), false, "file:/out%20put", 2)
                .summary(new RunReport(List.of(), List.of(), 2, 1.5));

        assertThat(printed()).endsWith("results: /out put\n").startsWith("0 done, 0 failed, 2 done before; 2 s");
    }

    @Test
    void duration_isInTheLargestUnitsThatFit() {
        assertThat(List.of(
                        Words.duration(0.4),
                        Words.duration(59.4),
                        Words.duration(60),
                        Words.duration(3599),
                        Words.duration(3660)))
                .allMatch(text -> !text.isBlank())
                .endsWith("1 min 0 s", "59 min 59 s", "1 h 1 min");
    }

    private static Snapshot snapshot(double share, Map<String, Long> frames) {
        return new Snapshot(
                share,
                OptionalDouble.of(90),
                7.5,
                new Snapshot.Videos(0, 0),
                frames,
                Map.of("b.mp4", share),
                List.of());
    }

    private Display plain() {
        return new Display(new RunLog(out, false), false, "file:/out", 2);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
