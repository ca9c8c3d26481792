package dev.muybridge.stage;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.Image;
import dev.muybridge.media.KeptFrame;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.PictureSize;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Pictures of one colour each, which follows from the time. An encoded segment is a list of times, durations and checksums. */
final class PaintedFrames implements FrameCodec {
    private final PictureSize size;
    private final Set<Long> damaged = new HashSet<>();
    private int kept;
    private int mostKept;

    PaintedFrames(PictureSize size) {
        this.size = size;
    }

    PictureSize size() {
        return size;
    }

    /** The frame at that time cannot be decoded. */
    void damage(long pts) {
        damaged.add(pts);
    }

    /** How many pictures are kept now. */
    int kept() {
        return kept;
    }

    /** How many were at most. */
    int mostKept() {
        return mostKept;
    }

    @Override
    public FrameReader reader(PacketRun packets, int rotation) {
        Iterator<Long> times = packets.packets().stream()
                .map(EncodedPacket::pts)
                .filter(pts -> !damaged.contains(pts))
                .iterator();
        return new FrameReader() {
            private @Nullable Painted current;

            @Override
            public @Nullable VideoFrame next() {
                current = times.hasNext() ? new Painted(times.next()) : null;
                return current;
            }

            @Override
            public KeptFrame keep() {
                kept++;
                mostKept = Math.max(mostKept, kept);
                return new Painted(Objects.requireNonNull(current).pts);
            }

            @Override
            public RgbImage rgb() {
                throw new IllegalStateException("nobody looks at the pictures");
            }

            @Override
            public Image image() {
                throw new IllegalStateException("nobody looks at the pictures");
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    @Override
    public FrameWriter writer(EncoderSettings settings) {
        return new FrameWriter() {
            private final ByteArrayOutputStream written = new ByteArrayOutputStream();
            private final List<Long> times = new ArrayList<>();

            @Override
            public void write(VideoFrame frame, long durationTicks) {
                CRC32 sum = new CRC32();
                for (int i = 0; i < 3; i++) {
                    sum.update(frame.plane(i).duplicate().clear());
                }
                written.writeBytes((frame.pts() + " " + durationTicks + " " + sum.getValue() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                times.add(frame.pts());
            }

            @Override
            public EncodedSegment finish() {
                return new EncodedSegment(
                        written.toByteArray(),
                        times.stream().mapToLong(Long::longValue).toArray());
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    private final class Painted implements KeptFrame {
        private final long pts;
        private final @Nullable ByteBuffer[] planes = new ByteBuffer[3];

        Painted(long pts) {
            this.pts = pts;
        }

        @Override
        public long pts() {
            return pts;
        }

        @Override
        public int width() {
            return size.width();
        }

        @Override
        public int height() {
            return size.height();
        }

        @Override
        public Colour colour() {
            return new Colour(1, 1, 1, 1);
        }

        @Override
        public ByteBuffer plane(int index) {
            ByteBuffer plane = planes[index];
            if (plane == null) {
                byte[] bytes = new byte[stride(index) * (index == 0 ? size.height() : size.height() / 2)];
                Arrays.fill(bytes, (byte) (100 + pts % 50));
                plane = ByteBuffer.allocateDirect(bytes.length).put(bytes).clear();
                planes[index] = plane;
            }
            return plane;
        }

        @Override
        public int stride(int index) {
            return index == 0 ? size.width() : size.width() / 2;
        }

        @Override
        public void close() {
            kept--;
        }
    }
}
