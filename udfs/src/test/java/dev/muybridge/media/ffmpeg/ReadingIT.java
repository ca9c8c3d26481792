package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.muybridge.media.ffmpeg.Made#all")
    void read_cutAtAnyKeyFrame_givesTheSamePicturesAsTheWhole(Made made) throws Exception {
        Path video = made.in(folder);
        VideoIndex index = Pictures.index(video);
        PacketTable packets = index.packets();
        Map<Long, Long> whole = Pictures.decode(video, Pictures.whole(packets), 0);
        assertThat(whole.keySet().stream().mapToLong(Long::longValue).toArray()).isEqualTo(made.expectedPts(video));

        int cuts = 0;
        for (int from = 0; from < packets.size(); from++) {
            if (packets.key()[from]) {
                int to = Math.min(packets.size(), from + 17);
                assertCut(video, packets, new Cut(from, to), whole);
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(3);
    }

    private record Cut(int from, int to) {}

    private static void assertCut(Path video, PacketTable packets, Cut cut, Map<Long, Long> whole) throws Exception {
        Map<Long, Long> expected = new TreeMap<>();
        long start = packets.pts()[cut.from()];
        for (int i = cut.from(); i < cut.to(); i++) {
            if (packets.shown()[i] && packets.pts()[i] >= start) {
                expected.put(packets.pts()[i], whole.get(packets.pts()[i]));
            }
        }
        Map<Long, Long> found = Pictures.decode(video, Pictures.range(packets, cut.from(), cut.to()), 0);
        found.keySet().removeIf(pts -> pts < start);
        assertThat(found).as("packets %d to %d", cut.from(), cut.to()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpeg4-b-frames", "h264"})
    void read_aviWithBFrames_showsThePicturesInTheOrderOfTheMp4(String name) throws Exception {
        Made avi = Made.all()
                .filter(made -> made.toString().equals(name + ".avi"))
                .findAny()
                .orElseThrow();
        Path video = avi.in(folder);
        Path same = new Made(name, "mp4", avi.encoding()).in(folder);

        Map<Long, Long> found =
                Pictures.decode(video, Pictures.whole(Pictures.index(video).packets()), 0);

        Map<Long, Long> expected =
                Pictures.decode(same, Pictures.whole(Pictures.index(same).packets()), 0);
        assertThat(found.values()).containsExactlyElementsOf(expected.values());
    }

    @Test
    void read_afterTheFileChanged_saysSo() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        var gone = new dev.muybridge.media.PacketRange(123_456_789, 123_456_789, 3);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new FfmpegVideoFiles().read(new LocalSource(video), gone))
                .isInstanceOf(dev.muybridge.pose.VideoException.class)
                .hasMessageContaining("unreadable: The 3 packets from")
                .hasMessageContaining("it has changed");
    }
}
