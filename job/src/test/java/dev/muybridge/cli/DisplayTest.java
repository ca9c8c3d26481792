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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

final class DisplayTest {
    private static final InputFile A = new InputFile("a.mp4", new Path("file:/in/a.mp4"), 100, 1);
    private static final InputFile B = new InputFile("b.mp4", new Path("file:/in/b.mp4"), 300, 1);

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
    void planned_whatIsQuarantined_isToldOfAgain() {
        VideoRow row = new VideoRow(
                "id",
                "a\n.mp4",
                VideoRow.FAILED,
                "quarantined",
                "It crashed.",
                null,
                new VideoRow.Provenance("f", new Making(new Keys("p", "r", "a"), "o", "v")));

        plain().planned(new WorkList(List.of(A, B), List.of(), List.of(row), Map.of()));

        assertThat(printed()).isEqualTo("failed  a?.mp4: quarantined: It crashed.\n0 videos to do, 1 done before\n");
    }

    @Test
    void planned_nothing_isOneLine() {
        plain().planned(new WorkList(List.of(), List.of(), List.of(), Map.of()));

        assertThat(printed()).isEqualTo("no videos found; nothing to do\n");
    }

    @Test
    void passedOver_saysHowManyWhichAndWhatToDo() {
        TreeMap<String, Integer> endings = new TreeMap<>(Map.of("jpg", 2, "txt", 7, "", 1));

        plain().passedOver(new PassedOver(endings, 3, true, true));
        plain().passedOver(new PassedOver(new TreeMap<>(), 3, false, false));

        assertThat(printed().lines())
                .containsExactly(
                        "passed over: 10 files not named like a video (7 .txt, 2 .jpg, 1 without an ending)",
                        "nothing in /out is taken for an input, because results go there; choose another --output",
                        "3 folders not looked into; --recursive reads subfolders too");
    }

    @Test
    void summary_ofNoTime_hasNoInfiniteRate() {
        plain().summary(new RunReport(List.of(), List.of(), 2, 0));

        assertThat(printed()).startsWith("0 done, 0 failed, 2 done before; 0 frames in 0 s (0.0 frames/s)\n");
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
    void progress_onATerminal_isOneLineWrittenAgain() {
        Display display = new Display(out, true, false, "file:/out%20put");
        display.planned(new WorkList(List.of(A, B), List.of(A, B), List.of(), Map.of()));
        bytes.reset();

        display.progress(snapshot(0.389, Map.of(Steps.ANALYZE, 10L, Steps.ANNOTATE, 4L)));
        display.finished("b.mp4", "done", 20, "");

        assertThat(printed())
                .startsWith(
                        "\r\u001b[K 38%  0 of 2 videos, 10 frames analysed, 4 annotated, 7.5 frames/s, about 1 min 30 s left")
                .endsWith("\r\u001b[Kdone    b.mp4 (20 frames)\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void summary_namesTheFolderAsItIs() {
        new Display(out, false, false, "file:/out%20put").summary(new RunReport(List.of(), List.of(), 2, 1.5));

        assertThat(printed())
                .endsWith("results: /out put\n")
                .startsWith("0 done, 0 failed, 2 done before; 0 frames in 2 s");
    }

    @Test
    void duration_isInTheLargestUnitsThatFit() {
        assertThat(List.of(
                        Display.duration(0.4),
                        Display.duration(59.4),
                        Display.duration(60),
                        Display.duration(3599),
                        Display.duration(3660)))
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
        return new Display(out, false, false, "file:/out");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
