package dev.muybridge.job.config;

import java.io.Serializable;

/**
 * A file, folder or glob to read.
 *
 * @param name prefix of its videos' names, empty for none
 * @param path as the user gave it, or a URI of one of Flink's file systems
 */
public record InputRoot(String name, String path) implements Serializable {}
