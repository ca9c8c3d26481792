package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.PacketTable;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/** Reads all packets of an open video into a table. */
final class PacketScan {
    private PacketScan() {}

    static PacketTable table(VideoPackets packets) throws VideoException, IOException {
        List<PacketTimes> all = new ArrayList<>();
        long[] recovered = null;
        try (OrderHolder order = new OrderHolder(packets.displayOrder())) {
            for (AVPacket packet = packets.next(); packet != null; packet = packets.next()) {
                all.add(packets.times());
                Bounds.requireFrames(all.size());
                order.add(packet);
            }
            recovered = order.pts();
        }
        PacketTableBuilder builder = new PacketTableBuilder();
        for (int i = 0; i < all.size(); i++) {
            builder.add(recovered == null ? all.get(i) : all.get(i).withPts(recovered[i]));
        }
        return builder.build(packets.stream().timeBase());
    }

    private record OrderHolder(@Nullable DisplayOrder order) implements AutoCloseable {
        void add(AVPacket packet) throws VideoException {
            if (order != null) {
                order.add(packet);
            }
        }

        long @Nullable [] pts() {
            return order == null ? null : order.pts();
        }

        @Override
        public void close() {
            if (order != null) {
                order.close();
            }
        }
    }
}
