package dev.muybridge.job.source;

import dev.muybridge.job.model.Hashes;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.Location;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.flink.core.fs.Path;

/**
 * A file that was listed but not opened, or a part of it.
 *
 * @param file path below its input root
 * @param path where it lies
 * @param size bytes
 * @param modified milliseconds since 1970
 * @param part what is processed of it
 */
public record InputFile(String file, Path path, long size, long modified, Part part) {
    /** What file systems allow, less what is added to a name while its file is being written. */
    private static final int MOST_BYTES = 200;

    private static final int KEPT_BYTES = 180;
    private static final String MP4 = ".mp4";

    /** What object stores allow, 1024, less OUTPUT's own path and what is added; local file systems allow four times that. */
    private static final int MOST_BYTES_OF_PATH = 800;

    /** All of a file. */
    public InputFile(String file, Path path, long size, long modified) {
        this(file, path, size, modified, Part.WHOLE);
    }

    /** That part of the same file. */
    InputFile part(Part other) {
        return new InputFile(file, path, size, modified, other);
    }

    /** Whether it is a folder that could not be listed. */
    boolean isFolder() {
        return file.endsWith("/");
    }

    /** What it is called: its path below its input root, and of a part of its own, {@code #} and its times, as in {@code a/b.mov#60-90}. */
    public String video() {
        return part.apart() ? file + "#" + part.clip().times() : file;
    }

    /**
     * Path of the annotated video below {@code annotated/}: the input's, with {@code .mp4} added unless it already ends in
     * that; a part of its own has its times before that. Only the first 180 bytes are kept of a name of more than 200, with a tilde and the first digits of the whole name's
     * SHA-256; only the name is kept of a path of more than 800 bytes, likewise with the whole path's.
     */
    public String outputName() {
        String output = file.toLowerCase(Locale.ROOT).endsWith(MP4) ? file : file + MP4;
        if (part.apart()) {
            output = output.substring(0, output.length() - MP4.length()) + "."
                    + part.clip().times() + MP4;
        }
        int slash = output.lastIndexOf('/') + 1;
        byte[] path = output.getBytes(StandardCharsets.UTF_8);
        byte[] name = output.substring(slash).getBytes(StandardCharsets.UTF_8);
        if (path.length > MOST_BYTES_OF_PATH) {
            return shortened(name, path);
        }
        return name.length > MOST_BYTES ? output.substring(0, slash) + shortened(name, name) : output;
    }

    private static String shortened(byte[] name, byte[] whole) {
        int kept = Math.min(name.length - MP4.length(), KEPT_BYTES);
        while ((name[kept] & 0xC0) == 0x80) {
            kept--; // not within a character
        }
        return new String(name, 0, kept, StandardCharsets.UTF_8) + "~" + Hashes.shortSha256(whole) + MP4;
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
        return new VideoRef(
                videoId(), video(), outputName(), Location.of(path).uri(), size, fingerprint(), part.clip());
    }
}
