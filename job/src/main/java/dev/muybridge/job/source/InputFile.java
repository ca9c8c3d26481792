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

    /**
     * Path of the annotated video below {@code annotated/}: the input's, with {@code .mp4} added unless it ends so. Of a name of more
     * than 200 bytes the first 180 are kept, with a tilde and the first digits of the whole name's SHA-256.
     */
    public String outputName() {
        String output = video.toLowerCase(Locale.ROOT).endsWith(".mp4") ? video : video + ".mp4";
        int slash = output.lastIndexOf('/') + 1;
        byte[] name = output.substring(slash).getBytes(StandardCharsets.UTF_8);
        if (name.length <= MOST_BYTES) {
            return output;
        }
        int kept = KEPT_BYTES;
        while ((name[kept] & 0xC0) == 0x80) {
            kept--; // not within a character
        }
        return output.substring(0, slash) + new String(name, 0, kept, StandardCharsets.UTF_8) + "~"
                + Hashes.shortSha256(name) + ".mp4";
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
