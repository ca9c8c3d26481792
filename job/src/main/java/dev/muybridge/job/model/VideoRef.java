package dev.muybridge.job.model;

import dev.muybridge.media.Clip;

/**
 * One input video, or the part of one that is processed.
 *
 * @param videoId first 16 hexadecimal digits of the SHA-256 of {@code outputName} in UTF-8
 * @param video path below its input root, and after that which part it is, if it is one of several
 * @param outputName path of the annotated video below {@code annotated/}
 * @param path where the input lies, as a URI of one of Flink's file systems
 * @param size bytes
 * @param fingerprint changes when the input does
 * @param clip the part of the input that is processed
 */
public record VideoRef(
        String videoId, String video, String outputName, String path, long size, String fingerprint, Clip clip) {
    /** Tells it from other videos, and from other contents of the same file. */
    public String key() {
        return videoId + " " + fingerprint;
    }
}
