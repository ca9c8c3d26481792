package dev.muybridge.job.model;

/**
 * Tells a file's bytes from others.
 *
 * @param size bytes
 * @param crc32c CRC-32C of all of them
 */
public record FileContent(long size, long crc32c) {}
