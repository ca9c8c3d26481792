package dev.muybridge.job.source;

import dev.muybridge.job.config.Hashes;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.FlinkFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.flink.core.fs.Path;

/**
 * A file that was listed and not opened.
 *
 * @param video path below its input root
 * @param path where it lies
 * @param size bytes
 * @param modified milliseconds since 1970
 */
public record InputFile(String video, Path path, long size, long modified) {
    /** What file systems take, less what is put around a name while its file is being written. */
    private static final int MOST_BYTES = 200;

    private static final int KEPT_BYTES = 180;

    /** What object stores take, 1024, less OUTPUT's own and what is put around it; local file systems take four times that. */
    private static final int MOST_BYTES_OF_PATH = 800;

    /**
     * Path of the annotated video below {@code annotated/}: the input's, with {@code .mp4} added unless it ends so. Of a name of more
     * than 200 bytes the first 180 are kept, with a tilde and the first digits of the whole name's SHA-256; of a path of more than 800
     * bytes the name alone is kept, likewise with the whole path's.
     */
    public String outputName() {
        String output = video.toLowerCase(Locale.ROOT).endsWith(".mp4") ? video : video + ".mp4";
        int slash = output.lastIndexOf('/') + 1;
        byte[] path = output.getBytes(StandardCharsets.UTF_8);
        byte[] name = output.substring(slash).getBytes(StandardCharsets.UTF_8);
        if (path.length > MOST_BYTES_OF_PATH) {
            return shortened(name, path);
        }
        return name.length > MOST_BYTES ? output.substring(0, slash) + shortened(name, name) : output;
    }

    private static String shortened(byte[] name, byte[] whole) {
        int kept = Math.min(name.length - ".mp4".length(), KEPT_BYTES);
        while ((name[kept] & 0xC0) == 0x80) {
            kept--; // not within a character
        }
        return new String(name, 0, kept, StandardCharsets.UTF_8) + "~" + Hashes.shortSha256(whole) + ".mp4";
    }

    /** First 16 hexadecimal digits of the SHA-256 of {@link #outputName()} in UTF-8. */
    public String videoId() {
        return Hashes.shortSha256(outputName().getBytes(StandardCharsets.UTF_8));
    }

    /** Changes when the file does: its size and its time of modification. */
    public String fingerprint() {
        return FlinkFile.fingerprint(size, modified);
    }

    /** The reference that travels through the job. */
    public VideoRef ref() {
        return new VideoRef(videoId(), video, outputName(), path.toUri().toString(), size, fingerprint());
    }
}
