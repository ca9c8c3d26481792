package dev.muybridge.job.source;

import dev.muybridge.media.Clip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.flink.core.fs.Path;

/**
 * The videos that a job is to process, in order, as they travel with it: compressed, because a job for 100,000 videos is sent
 * to a cluster and from there to each of its machines. Immutable.
 */
public final class VideoList implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int SPREAD = 16;

    private final int size;
    private final byte[] compressed;

    private VideoList(int size, byte[] compressed) {
        this.size = size;
        this.compressed = compressed;
    }

    /**
     * A list of {@code files} in an order of which every beginning is like the whole (by the reversed bits of their places, after van der
     * Corput): videos with names alike are alike, and how long the rest will take is told by the first ones. A few stay in their order.
     */
    public static VideoList spread(List<InputFile> files) {
        if (files.size() < SPREAD) {
            return of(files);
        }
        return of(IntStream.range(0, files.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> Integer.reverse(place) >>> 1))
                .map(files::get)
                .toList());
    }

    /** A list of {@code files} in their order. */
    public static VideoList of(List<InputFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            for (InputFile file : files) {
                write(out, file.file());
                write(out, file.path().toUri().toString());
                out.writeLong(file.size());
                out.writeLong(file.modified());
                out.writeDouble(file.part().clip().fromSeconds());
                out.writeDouble(file.part().clip().toSeconds());
                out.writeBoolean(file.part().apart());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could fail
        }
        return new VideoList(files.size(), bytes.toByteArray());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** How many videos. */
    public int size() {
        return size;
    }

    /** How many bytes travel. */
    int bytes() {
        return compressed.length;
    }

    /** The files, as they were listed. */
    List<InputFile> files() throws IOException {
        List<InputFile> files = new ArrayList<>(size);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(compressed)))) {
            for (int i = 0; i < size; i++) {
                String name = read(in);
                Path path = new Path(URI.create(read(in)));
                files.add(new InputFile(
                        name,
                        path,
                        in.readLong(),
                        in.readLong(),
                        new Part(new Clip(in.readDouble(), in.readDouble()), in.readBoolean())));
            }
        }
        return files;
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
