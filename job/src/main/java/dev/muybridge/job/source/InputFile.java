package dev.muybridge.job.source;

import dev.muybridge.job.config.Hashes;
import dev.muybridge.job.model.VideoRef;
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
    /** Path of the annotated video below {@code annotated/}: the input's, with {@code .mp4} added unless it ends so. */
    public String outputName() {
        return video.toLowerCase(Locale.ROOT).endsWith(".mp4") ? video : video + ".mp4";
    }

    /** First 16 hexadecimal digits of the SHA-256 of {@link #outputName()} in UTF-8. */
    public String videoId() {
        return Hashes.shortSha256(outputName().getBytes(StandardCharsets.UTF_8));
    }

    /** Changes when the file does: its size and its time of modification. */
    public String fingerprint() {
        return Long.toHexString(size) + "-" + Long.toHexString(modified);
    }

    /** The reference that travels through the job. */
    public VideoRef ref() {
        return new VideoRef(videoId(), video, outputName(), path.toUri().toString(), size, fingerprint());
    }
}
