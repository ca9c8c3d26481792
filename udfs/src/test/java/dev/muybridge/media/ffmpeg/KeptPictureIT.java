package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.FrameReader;
import dev.muybridge.media.KeptFrame;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeptPictureIT {
    private static final int WAITING = 6;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.muybridge.media.ffmpeg.Made#all")
    void picturesThatAreKeptAndDrawnOn_changeNoOtherPicture(Made made) throws Exception {
        Path video = made.in(folder);

        assertThat(keptAndDrawnOn(video, 0)).isEqualTo(asDecoded(video, 0));
    }

    /** Turned pictures come out of a filter, which has memory of its own. */
    @ParameterizedTest
    @ValueSource(ints = {90, 180})
    void picturesThatAreTurned_areKeptToo(int rotation) throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());

        assertThat(keptAndDrawnOn(video, rotation)).isEqualTo(asDecoded(video, rotation));
    }

    @Test
    void pictureThatIsClosed_saysSo() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        try (FrameReader reader = reader(video, 0)) {
            reader.next();
            KeptFrame kept = reader.keep();
            kept.close();

            assertThatThrownBy(() -> kept.plane(0)).hasMessageContaining("no longer valid");
        }
    }

    private static Map<Long, Long> asDecoded(Path video, int rotation) throws Exception {
        return Pictures.decode(video, Pictures.whole(Pictures.index(video).packets()), rotation);
    }

    private static FrameReader reader(Path video, int rotation) throws Exception {
        VideoIndex index = Pictures.index(video);
        return new FfmpegFrameCodec()
                .reader(new FfmpegVideoFiles().read(new LocalSource(video), Pictures.whole(index.packets())), rotation);
    }

    /** What each picture was when it had waited for the next ones; then all its bytes are changed. */
    private static Map<Long, Long> keptAndDrawnOn(Path video, int rotation) throws Exception {
        Map<Long, Long> sums = new TreeMap<>();
        Deque<KeptFrame> waiting = new ArrayDeque<>();
        try (FrameReader reader = reader(video, rotation)) {
            VideoFrame frame = reader.next();
            while (frame != null) {
                waiting.add(reader.keep());
                frame = reader.next();
                while (waiting.size() > WAITING || (frame == null && !waiting.isEmpty())) {
                    try (KeptFrame kept = waiting.remove()) {
                        sums.put(kept.pts(), Pictures.checksum(kept));
                        drawOn(kept);
                    }
                }
            }
        }
        return sums;
    }

    private static void drawOn(VideoFrame frame) {
        for (int i = 0; i < 3; i++) {
            ByteBuffer plane = frame.plane(i);
            for (int at = 0; at < plane.capacity(); at++) {
                plane.put(at, (byte) (plane.get(at) ^ 0x5A));
            }
        }
    }
}
