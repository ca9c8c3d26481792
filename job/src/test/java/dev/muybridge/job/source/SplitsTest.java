package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.storage.Location;
import dev.muybridge.media.Clip;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** How listed videos become splits, and the order in which they are handed out. */
final class SplitsTest {
    @Test
    void assigner_handsOutInOrderWhoeverAsks() {
        FifoSplitAssigner assigner = new FifoSplitAssigner(List.of(split("a"), split("b"), split("c")));

        assertThat(assigner.getNext("there")).map(SplitsTest::name).contains("a");
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
    void splits_ofOneFile_holdItsParts() {
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path("file:/in/a b.mp4");
        List<InputFile> parts = List.of(
                new InputFile("a b.mp4", path, 12, 34),
                new InputFile("a b.mp4", path, 12, 34, new Part(new Clip(0.1, 7), false)),
                new InputFile("a b.mp4", path, 12, 34, new Part(new Clip(0.1, 7), true)),
                new InputFile("a b.mp4", path, 12, 34, new Part(new Clip(0.1, Double.POSITIVE_INFINITY), true)));

        assertThat(parts)
                .extracting(VideoSplits::of)
                .extracting(FileSourceSplit::splitId)
                .doesNotHaveDuplicates();
        assertThat(parts)
                .extracting(VideoSplits::of)
                .extracting(VideoSplits::file)
                .isEqualTo(parts);
    }

    @Test
    void enumerator_givesTheListedFilesInTheirOrder_afterATravelWithTheJob() throws Exception {
        List<InputFile> files = List.of(
                new InputFile("z/ü 😀:1.mp4", new org.apache.flink.core.fs.Path("file:/in/z/ü 😀:1.mp4"), 12, -34),
                new InputFile("a.mp4", new org.apache.flink.core.fs.Path("hdfs://name:8020/in/100%.mp4"), 1L << 40, 5),
                new InputFile(
                        "a.mp4",
                        new org.apache.flink.core.fs.Path("file:/in/a.mp4"),
                        1,
                        2,
                        new Part(new Clip(1.5, Double.POSITIVE_INFINITY), true)),
                new InputFile("sub/", new org.apache.flink.core.fs.Path("s3://bucket/sub"), 0, 0));
        VideoList travelled = InstantiationUtil.clone(VideoList.of(files));

        assertThat(new VideoEnumerator(travelled).enumerateSplits(new org.apache.flink.core.fs.Path[0], 1))
                .extracting(VideoSplits::file)
                .containsExactlyElementsOf(files);
        assertThat(travelled.size()).isEqualTo(4);
    }

    /** Of each beginning of 20 to 100 of 100 videos, each tenth of the names has its share, or one or two more or less. */
    @Test
    void spreadList_isLikeTheWholeFromItsBeginning_andAFewStayInOrder() throws Exception {
        List<InputFile> hundred = IntStream.range(0, 100)
                .mapToObj(i -> new InputFile("" + i, new org.apache.flink.core.fs.Path("file:/in/" + i), 1, 1))
                .toList();

        List<InputFile> spread = VideoList.spread(hundred).files();

        assertThat(spread).containsExactlyInAnyOrderElementsOf(hundred);
        for (int begun = 20; begun <= 100; begun++) {
            int[] tenths = new int[10];
            spread.subList(0, begun).forEach(file -> tenths[Integer.parseInt(file.file()) / 10]++);
            for (int share : tenths) {
                assertThat(share).as("of %d", begun).isBetween(begun / 10 - 2, begun / 10 + 2);
            }
        }
        assertThat(VideoList.spread(hundred.subList(0, 15)).files()).isEqualTo(hundred.subList(0, 15));
    }

    @Test
    void list_ofManyVideos_isSmall() {
        List<InputFile> files = IntStream.range(0, 10_000)
                .mapToObj(i -> {
                    String name = String.format(Locale.ROOT, "camera %d/recording %05d.mp4", i / 1000, i);
                    long size = 1_000_000 + i * 7919L % 1_000_000;
                    return new InputFile(
                            name,
                            Location.parse("/archive/2026/" + name).path(),
                            size,
                            1_700_000_000_000L + i * 104_729L);
                })
                .toList();

        assertThat(VideoList.of(files).bytes()).isLessThan(30 * files.size());
    }

    private static FileSourceSplit split(String name) {
        return VideoSplits.of(new InputFile(name, new org.apache.flink.core.fs.Path("file:/in/" + name), 1, 1));
    }

    private static List<String> ids(Collection<FileSourceSplit> splits) {
        return splits.stream().map(SplitsTest::name).toList();
    }

    private static String name(FileSourceSplit split) {
        return VideoSplits.file(split).video();
    }
}
