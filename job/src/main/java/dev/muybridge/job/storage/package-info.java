/** Reads and writes files through Flink's file systems. */
@NullMarked
package dev.muybridge.job.storage;

import org.jspecify.annotations.NullMarked;
