package dev.muybridge.job.model;

/**
 * A file that is written and waits to be renamed.
 *
 * @param target path below OUTPUT
 * @param content what it holds
 * @param serializerVersion of {@code recoverable}
 * @param recoverable what the file system needs to finish it, in its own form
 */
public record PendingFile(String target, FileContent content, int serializerVersion, byte[] recoverable) {}
