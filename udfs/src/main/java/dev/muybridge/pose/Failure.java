package dev.muybridge.pose;

/**
 * What went wrong with one video.
 *
 * @param kind the documented reason
 * @param detail one sentence for the user: what is wrong and what to do, without the file's name
 */
public record Failure(FailureKind kind, String detail) {}
