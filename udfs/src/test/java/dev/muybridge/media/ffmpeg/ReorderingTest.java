package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.EncodedPacket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReorderingTest {
    private static List<EncodedPacket> packets(long... pts) {
        return Arrays.stream(pts)
                .mapToObj(time -> new EncodedPacket(time, time, 1, 0, true, new byte[0]))
                .toList();
    }

    @Test
    void depth_inOrder_isZero() {
        assertThat(Reordering.depth(packets(0, 1, 2, 5))).isZero();
    }

    @Test
    void depth_twoBFrames_isOne() {
        assertThat(Reordering.depth(packets(0, 3, 1, 2, 6, 4, 5))).isEqualTo(1);
    }

    @Test
    void depth_pyramid_isTwo() {
        assertThat(Reordering.depth(packets(0, 4, 2, 1, 3))).isEqualTo(2);
    }
}
