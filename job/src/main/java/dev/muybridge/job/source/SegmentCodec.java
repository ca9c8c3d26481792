package dev.muybridge.job.source;

import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.media.SegmentPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Segments of one video as bytes: the video once, and the plan of each. One thread at a time. */
final class SegmentCodec {
    private static final int START_BYTES = 1024;

    private final TypeSerializer<PlannedVideo> videos = serializer(PlannedVideo.class);
    private final TypeSerializer<SegmentPlan> plans = serializer(SegmentPlan.class);

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    byte[] encode(List<SegmentRef> segments) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(START_BYTES);
        videos.serialize(segments.get(0).video(), out);
        out.writeInt(segments.size());
        for (SegmentRef segment : segments) {
            plans.serialize(segment.plan(), out);
        }
        return out.getCopyOfBuffer();
    }

    List<SegmentRef> decode(byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        PlannedVideo video = videos.deserialize(in);
        int count = in.readInt();
        List<SegmentRef> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(new SegmentRef(video, plans.deserialize(in)));
        }
        return segments;
    }
}
