package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.bench.OutputComparison.Difference;
import dev.muybridge.bench.OutputComparison.Kind;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputComparisonTest {
    @TempDir
    Path folder;

    private Path expected;
    private Path actual;

    @BeforeEach
    void makeBoth() throws IOException {
        expected = made("expected", 1.5);
        actual = made("actual", 2.5);
    }

    private Path made(String name, double seconds) throws IOException {
        Path output = folder.resolve(name);
        write(output.resolve("annotated/a.mp4"), "pictures");
        write(output.resolve(".staging/lock"), "");
        write(output.resolve("logs/" + name), "something");
        row(output, 7, seconds);
        return output;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void row(Path output, long frames, double seconds) throws IOException {
        VideoRow.Content content = new VideoRow.Content(
                new VideoRow.Frames(frames, 3, 0),
                new VideoRow.Work(2, (int) seconds, seconds),
                1,
                320,
                240,
                1000,
                0,
                "h264",
                0);
        VideoRow row = new VideoRow(
                "id",
                "a.mp4",
                VideoRow.DONE,
                null,
                null,
                content,
                new VideoRow.Provenance("1-1", new Making(new Keys("p", "r", "a"), "options", "versions")));
        var file = org.apache.flink.core.fs.Path.fromLocalFile(
                output.resolve("videos/id.parquet").toFile());
        try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
            VideosTable.write(out, row);
        }
    }

    @Test
    void differences_ofTheSameWithOtherTimesAndLogs_areNone() throws IOException {
        assertThat(OutputComparison.differences(expected, actual)).isEmpty();
    }

    @Test
    void differences_aMissingFile_isLost() throws IOException {
        Files.delete(actual.resolve("annotated/a.mp4"));

        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void differences_aFileTooMany_isTwice() throws IOException {
        write(actual.resolve("annotated/b.mp4"), "pictures");

        assertThat(kinds()).containsExactly(Kind.TWICE);
    }

    @Test
    void differences_whatIsStagedOrHidden_isHalf() throws IOException {
        write(actual.resolve("annotated/.a.mp4.inprogress.1"), "pict");
        Files.createDirectories(actual.resolve(".staging/id"));

        assertThat(kinds()).containsExactly(Kind.HALF, Kind.HALF);
    }

    @Test
    void differences_otherBytes_areHalf() throws IOException {
        write(actual.resolve("annotated/a.mp4"), "pict");

        assertThat(OutputComparison.differences(expected, actual))
                .containsExactly(new Difference(Kind.HALF, "annotated/a.mp4", "It differs from byte 4 on."));
    }

    @Test
    void differences_anotherRow_isHalf() throws IOException {
        row(actual, 8, 1.5);

        assertThat(OutputComparison.differences(expected, actual))
                .containsExactly(new Difference(Kind.HALF, "videos/id.parquet", "Its rows differ."));
    }

    @Test
    void differences_aDamagedTable_isHalf() throws IOException {
        Path table = actual.resolve("videos/id.parquet");
        byte[] bytes = Files.readAllBytes(table);
        Files.write(table, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(kinds()).containsExactly(Kind.HALF);
    }

    private List<Kind> kinds() throws IOException {
        return OutputComparison.differences(expected, actual).stream()
                .map(Difference::kind)
                .toList();
    }
}
