package org.apache.flink.fs.s3native;

import org.apache.flink.core.fs.local.LocalFileSystem;

/** Has the package of a plugin's file system that must not be used, and nothing else of it. */
public final class StandIn extends LocalFileSystem {}
