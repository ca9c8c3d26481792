package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.source.InputLister;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import dev.muybridge.media.Clip;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the inputs are to be done. */
final class WorkListTest {
    private static final Map<String, String> STATES =
            Map.of("failed.mp4", VideoRow.FAILED, "quarantined.mp4", VideoRow.FAILED);

    @TempDir
    Path folder;

    @Test
    void work_leavesOutWhatIsDoneOrQuarantined_andHasNotChanged() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String name :
                List.of("changed.mp4", "done.mp4", "failed.mp4", "new.mp4", "options.mp4", "quarantined.mp4")) {
            Files.writeString(in.resolve(name), name);
        }
        Asked asked = Asked.of(in, folder.resolve("out"));
        RunOptions options = asked.options();
        for (InputFile file : inputs(options)) {
            Making making = file.video().equals("options.mp4")
                    ? asked.crf(30).options().making(Clip.WHOLE)
                    : options.making(Clip.WHOLE);
            String fingerprint = file.video().equals("changed.mp4") ? "0-0" : file.fingerprint();
            String state = STATES.getOrDefault(file.video(), VideoRow.DONE);
            if (!file.video().equals("new.mp4")) {
                writeRow(options, file, new VideoRow.Provenance(fingerprint, making), state);
            }
        }

        WorkList work = work(options, inputs(options));

        assertThat(work.toDo())
                .extracting(InputFile::video)
                .containsExactly("changed.mp4", "failed.mp4", "new.mp4", "options.mp4");
        assertThat(work.again())
                .isEqualTo(Map.of(
                        "changed.mp4", "the file has changed, or another one has its name",
                        "failed.mp4", "it failed before",
                        "options.mp4", "made with other options: crf was 30, is 23"));
        assertThat(work.leftAlone()).extracting(VideoRow::video).containsExactly("quarantined.mp4");
        assertThat(work.doneBefore()).isEqualTo(1);
        assertThat(work(asked.again().options(), inputs(options)).toDo())
                .extracting(InputFile::video)
                .containsExactly("changed.mp4", "done.mp4", "failed.mp4", "new.mp4", "options.mp4", "quarantined.mp4");
    }

    @Test
    void finishedVideo_ofWhichAFileIsGoneOrEmpty_isDoneAgain() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.mp4")) {
            Files.writeString(in.resolve(name), name);
        }
        RunOptions options = Asked.of(in, folder.resolve("out")).options();
        List<InputFile> inputs = inputs(options);
        for (InputFile file : inputs) {
            writeRow(
                    options,
                    file,
                    new VideoRow.Provenance(file.fingerprint(), options.making(Clip.WHOLE)),
                    VideoRow.DONE);
        }
        Files.delete(results(options, inputs.get(0)).get(0));
        Files.delete(results(options, inputs.get(1)).get(1));
        Files.write(results(options, inputs.get(2)).get(0), new byte[0]);
        Path other = results(options, inputs.get(3)).get(0);
        Files.delete(other);
        Files.createDirectory(other);

        WorkList work = work(options, inputs);

        assertThat(work.again())
                .isEqualTo(Map.of(
                        "a.mp4", "annotated/a.mp4 is gone",
                        "b.mp4", "metrics/" + inputs.get(1).videoId() + ".parquet is gone",
                        "c.mp4", "annotated/c.mp4 is empty",
                        "d.mp4", "annotated/d.mp4 is gone"));
        assertThat(work.doneBefore()).isEqualTo(1);
    }

    @Test
    void quarantinedVideo_whoseRowIsDamaged_isDoneAgain() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("quarantined.mp4"), "video");
        RunOptions options = Asked.of(in, folder.resolve("out")).options();
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        List<InputFile> inputs = inputs(options);
        InputFile file = inputs.get(0);
        writeRow(
                options,
                file,
                new VideoRow.Provenance(file.fingerprint(), options.making(Clip.WHOLE)),
                VideoRow.FAILED);
        assertThat(work(options, inputs).leftAlone()).hasSize(1);
        Path row = Path.of(layout.path(OutputLayout.row(file.videoId())).toUri().getPath());
        FileTime time = Files.getLastModifiedTime(row);
        Files.write(row, new byte[Math.toIntExact(Files.size(row))]);
        Files.setLastModifiedTime(row, time);
        List<String> putAside = new ArrayList<>();

        WorkList work = WorkList.of(options, inputs, new Aside(layout, (name, why) -> putAside.add(name)));

        assertThat(work.toDo()).containsExactly(file);
        assertThat(putAside).containsExactly(OutputLayout.row(file.videoId()));
    }

    /** On a store, each request takes its time. */
    @Test
    void finishedVideos_areLookedAtWithoutARequestEach() throws IOException {
        List<Integer> requests = new ArrayList<>();
        for (int videos : new int[] {2, 20}) {
            Path in = Files.createDirectory(folder.resolve("in" + videos));
            for (int i = 0; i < videos; i++) {
                Files.writeString(in.resolve(i + ".mp4"), "video");
            }
            RunOptions options = Asked.of(in, Path.of(CountingDisk.SCHEME + ":" + folder.resolve("out" + videos)))
                    .options();
            List<InputFile> inputs = inputs(options);
            for (InputFile file : inputs) {
                writeRow(
                        options,
                        file,
                        new VideoRow.Provenance(file.fingerprint(), options.making(Clip.WHOLE)),
                        VideoRow.DONE);
            }
            assertThat(work(options, inputs).toDo()).isEmpty();

            CountingDisk.restart();
            assertThat(work(options, inputs).toDo()).isEmpty();
            requests.add(CountingDisk.requests());
        }
        assertThat(requests.get(1)).isEqualTo(requests.get(0)).isPositive();
    }

    @Test
    void work_ofClips_isDoneOrNotEachByItself_andTheirFileCountsOnce() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("a.mp4"), "twelve bytes");
        List<Clip> clips = List.of(new Clip(0, 1), new Clip(0.5, 2), new Clip(1, 2));
        Asked asked = Asked.of(in, folder.resolve("out")).clips(new Clips.Each(clips));
        RunOptions options = asked.options();
        InputFile first = inputs(options).get(0);
        writeRow(
                options,
                first,
                new VideoRow.Provenance(
                        first.fingerprint(), options.making(first.part().clip())),
                VideoRow.DONE);

        WorkList work = work(options, inputs(options));

        assertThat(work.doneBefore()).isEqualTo(1);
        assertThat(work.toDo()).extracting(InputFile::video).containsExactly("a.mp4#0.5-2", "a.mp4#1-2");
        assertThat(work.again()).isEmpty();
        assertThat(work.sizes()).containsExactly(12L);
    }

    @Test
    void work_ofAnInterruptedThread_ends() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.createFile(in.resolve("a.mp4"));
        RunOptions options = Asked.of(in, folder.resolve("out")).options();
        List<InputFile> inputs = inputs(options);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> work(options, inputs)).isInstanceOf(InterruptedIOException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> inputs(options)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static WorkList work(RunOptions options, List<InputFile> inputs) throws IOException {
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        return WorkList.of(options, inputs, new Aside(layout, (file, why) -> {
            throw new AssertionError(file + " put aside: " + why);
        }));
    }

    private static List<InputFile> inputs(RunOptions options) throws IOException {
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        return new InputLister(true, layout.output())
                .list(options.inputs(), options.wanted().clips());
    }

    /** Where the annotated video and the metrics lie. */
    private static List<Path> results(RunOptions options, InputFile file) {
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        return Stream.of(OutputLayout.annotated(file.ref()), OutputLayout.metrics(file.ref()))
                .map(name -> Path.of(layout.path(name).toUri().getPath()))
                .toList();
    }

    private static void writeRow(RunOptions options, InputFile file, VideoRow.Provenance provenance, String state)
            throws IOException {
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        org.apache.flink.core.fs.Path path = layout.path(OutputLayout.row(file.videoId()));
        try (FSDataOutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
            String reason = file.video().equals("quarantined.mp4") ? "quarantined" : null;
            VideoRow row = new VideoRow(file.videoId(), file.video(), state, reason, null, null, provenance);
            VideosTable.write(out, row);
        }
        assertThat(VideosTable.read(path).orElseThrow().provenance()).isEqualTo(provenance);
        if (!state.equals(VideoRow.FAILED)) {
            for (Path result : results(options, file)) {
                Files.createDirectories(result.getParent());
                Files.writeString(result, file.video());
            }
        }
    }
}
