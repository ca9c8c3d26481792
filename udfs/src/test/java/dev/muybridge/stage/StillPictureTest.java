package dev.muybridge.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.PictureSize;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class StillPictureTest {
    private static final Colour COLOUR = new Colour(1, 1, 1, 1);

    /** 5x3 with rows as far apart as a decoder likes them; each sample is its row's number, and 99 lies between the rows. */
    private record Rows(int gap) implements VideoFrame {
        @Override
        public long pts() {
            return 7;
        }

        @Override
        public int width() {
            return 5;
        }

        @Override
        public int height() {
            return 3;
        }

        @Override
        public Colour colour() {
            return COLOUR;
        }

        @Override
        public ByteBuffer plane(int index) {
            int rows = index == 0 ? 4 : 2;
            ByteBuffer plane = ByteBuffer.allocateDirect(rows * stride(index));
            for (int i = 0; i < plane.capacity(); i++) {
                plane.put(i, (byte) (i % stride(index) < stride(index) - gap ? i / stride(index) : 99));
            }
            return plane;
        }

        @Override
        public int stride(int index) {
            return (index == 0 ? 6 : 3) + gap;
        }
    }

    @Test
    void at_beforeAnythingIsKept_isGrey() {
        VideoFrame still = new StillPicture(new PictureSize(5, 3), COLOUR).at(42);

        assertThat(still.pts()).isEqualTo(42);
        assertThat(still.width()).isEqualTo(5);
        assertThat(still.colour()).isEqualTo(COLOUR);
        for (int plane = 0; plane < 3; plane++) {
            assertThat(samples(still.plane(plane))).hasSize(plane == 0 ? 24 : 6).containsOnly((byte) 128);
        }
    }

    @Test
    void at_showsWhatWasKept_whateverWasDrawnOnItSince() {
        StillPicture still = new StillPicture(new PictureSize(5, 3), COLOUR);
        still.keep(new Rows(11));
        VideoFrame first = still.at(1);
        first.plane(0).put(0, (byte) 77);

        VideoFrame second = still.at(2);

        assertThat(second.pts()).isEqualTo(2);
        assertThat(second.stride(0)).isEqualTo(6);
        assertThat(samples(second.plane(0)))
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3);
        assertThat(samples(second.plane(2))).containsExactly(0, 0, 0, 1, 1, 1);
    }

    private static byte[] samples(ByteBuffer plane) {
        byte[] samples = new byte[plane.limit()];
        plane.get(0, samples);
        return samples;
    }
}
