package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.VideoProcessor;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which videos become splits, and the order in which they are handed out. */
final class SplitsTest {
    private static final Map<String, String> STATES =
            Map.of("failed.mp4", VideoRow.FAILED, "quarantined.mp4", VideoRow.FAILED);

    @TempDir
    Path folder;

    @Test
    void assigner_handsOutInOrderWhoeverAsks() {
        FifoSplitAssigner assigner = new FifoSplitAssigner(List.of(split("a"), split("b"), split("c")));

        assertThat(assigner.getNext("there")).map(FileSourceSplit::splitId).contains("a");
        FileSourceSplit second = assigner.getNext(null).orElseThrow();
        assertThat(ids(assigner.remainingSplits())).containsExactly("c");
        assigner.addSplits(List.of(split("a"), second));
        assertThat(ids(assigner.remainingSplits())).containsExactly("a", "b", "c");
        assigner.getNext(null);
        assigner.getNext(null);
        assigner.getNext(null);
        assertThat(assigner.getNext(null)).isEqualTo(Optional.empty());
    }

    @Test
    void split_holdsTheListedFile() {
        InputFile file =
                new InputFile("a b/ü:1.mp4", new org.apache.flink.core.fs.Path("file:/in/a b/ü:1.mp4"), 12, 34);

        assertThat(VideoSplits.file(VideoSplits.of(file))).isEqualTo(file);
    }

    @Test
    void enumerator_leavesOutWhatIsDoneOrQuarantined_andHasNotChanged() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String name :
                List.of("changed.mp4", "done.mp4", "failed.mp4", "new.mp4", "options.mp4", "quarantined.mp4")) {
            Files.writeString(in.resolve(name), name);
        }
        Asked asked = Asked.of(in, folder.resolve("out"));
        RunOptions options = asked.options();
        for (InputFile file : new InputLister(false, OutputLayout.folder(options.output())).list(options.inputs())) {
            String hash = file.video().equals("options.mp4") ? "0000000000000000" : options.optionsHash();
            String fingerprint = file.video().equals("changed.mp4") ? "0-0" : file.fingerprint();
            String state = STATES.getOrDefault(file.video(), VideoRow.DONE);
            if (!file.video().equals("new.mp4")) {
                writeRow(options, file, new VideoRow.Provenance(fingerprint, hash, "o", "v"), state);
            }
        }

        assertThat(ids(splits(options))).containsExactly("changed.mp4", "failed.mp4", "new.mp4", "options.mp4");
        assertThat(ids(splits(asked.again().options())))
                .containsExactly("changed.mp4", "done.mp4", "failed.mp4", "new.mp4", "options.mp4", "quarantined.mp4");
    }

    private static Collection<FileSourceSplit> splits(RunOptions options) throws IOException {
        return new VideoEnumerator(options).enumerateSplits(new org.apache.flink.core.fs.Path[0], 1);
    }

    private void writeRow(RunOptions options, InputFile file, VideoRow.Provenance provenance, String state)
            throws IOException {
        OutputLayout layout =
                new OutputLayout(VideoProcessor.outputUri(folder.resolve("out").toString()), options.optionsHash());
        org.apache.flink.core.fs.Path path = layout.path(OutputLayout.row(file.videoId()));
        try (FSDataOutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
            String reason = file.video().equals("quarantined.mp4") ? "quarantined" : null;
            VideoRow row = new VideoRow(file.videoId(), file.video(), state, reason, null, null, provenance);
            VideosTable.write(out, row);
        }
        assertThat(VideosTable.read(path).orElseThrow().provenance()).isEqualTo(provenance);
    }

    private static FileSourceSplit split(String name) {
        return VideoSplits.of(new InputFile(name, new org.apache.flink.core.fs.Path("file:/in/" + name), 1, 1));
    }

    private static List<String> ids(Collection<FileSourceSplit> splits) {
        return splits.stream().map(FileSourceSplit::splitId).toList();
    }
}
