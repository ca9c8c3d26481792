package dev.muybridge.job.model;

/**
 * One input video.
 *
 * @param videoId first 16 hexadecimal digits of the SHA-256 of {@code outputName} in UTF-8
 * @param video path below its input root
 * @param outputName path of the annotated video below {@code annotated/}
 * @param path where the input lies, as a URI of one of Flink's file systems
 * @param size bytes
 * @param fingerprint changes when the input does
 */
public record VideoRef(String videoId, String video, String outputName, String path, long size, String fingerprint) {
    /** Tells it from other videos, and from other contents of the same file. */
    public String key() {
        return videoId + " " + fingerprint;
    }
}
