package dev.muybridge.job.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Splits as they travel and as checkpoints keep them: Flink's own form, and after it the segment if it is one. */
final class SplitCodec implements SimpleVersionedSerializer<FileSourceSplit> {
    private static final int VERSION = 1;
    private static final int START_BYTES = 512;

    private final SegmentCodec segments = new SegmentCodec();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileSourceSplit split) throws IOException {
        byte[] file = FileSourceSplitSerializer.INSTANCE.serialize(
                split instanceof SegmentSplit segment ? segment.kept() : split);
        DataOutputSerializer out = new DataOutputSerializer(START_BYTES);
        out.writeInt(file.length);
        out.write(file);
        if (split instanceof SegmentSplit segment) {
            out.write(segments.encode(List.of(segment.segment())));
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FileSourceSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("a split of version " + version + " cannot be read, only of " + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        byte[] file = new byte[in.readInt()];
        in.readFully(file);
        FileSourceSplit kept =
                FileSourceSplitSerializer.INSTANCE.deserialize(FileSourceSplitSerializer.INSTANCE.getVersion(), file);
        byte[] segment = new byte[in.available()];
        if (segment.length == 0) {
            return kept;
        }
        in.readFully(segment);
        return SegmentSplit.restored(kept, segments.decode(segment).get(0));
    }
}
