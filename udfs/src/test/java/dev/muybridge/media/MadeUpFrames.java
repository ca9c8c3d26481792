package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Frames without pictures, a microsecond apart. */
public final class MadeUpFrames implements FrameCodec {
    private static final int DAMAGED = 1;

    /** Packets of the frames from one to before another, but that {@code damaged} cannot be decoded. */
    public static PacketRun packets(long from, long to, long... damaged) {
        List<Long> bad = LongStream.of(damaged).boxed().toList();
        StreamParameters parameters = new StreamParameters(
                "made up",
                0,
                new byte[0],
                1,
                1,
                -1,
                new Colour(1, 1, 1, 1),
                new Rational(1, 1),
                new TimeBase(1, 1_000_000));
        return new PacketRun(
                parameters,
                LongStream.range(from, to)
                        .mapToObj(pts ->
                                new EncodedPacket(pts, pts, 1, bad.contains(pts) ? DAMAGED : 0, true, new byte[0]))
                        .toList());
    }

    @Override
    public FrameReader reader(PacketRun packets, int rotation) {
        Iterator<EncodedPacket> decoded = packets.packets().stream()
                .filter(packet -> packet.flags() != DAMAGED)
                .iterator();
        return new FrameReader() {
            @Override
            public @Nullable VideoFrame next() {
                return decoded.hasNext() ? new Nothing(decoded.next().pts()) : null;
            }

            @Override
            public KeptFrame keep() {
                throw new IllegalStateException("there is no picture");
            }

            @Override
            public RgbImage rgb() {
                throw new IllegalStateException("there is no picture");
            }

            @Override
            public Image image() {
                throw new IllegalStateException("there is no picture");
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    @Override
    public FrameWriter writer(EncoderSettings settings) {
        throw new IllegalStateException("there is nothing to encode");
    }

    private record Nothing(long pts) implements VideoFrame {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public Colour colour() {
            return new Colour(1, 1, 1, 1);
        }

        @Override
        public ByteBuffer plane(int index) {
            throw new IllegalStateException("there is no picture");
        }

        @Override
        public int stride(int index) {
            return 1;
        }
    }
}
