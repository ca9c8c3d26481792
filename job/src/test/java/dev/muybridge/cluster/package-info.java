/** The job on a Flink cluster of its own processes, as {@code deploy/flink} starts one. */
@NullMarked
package dev.muybridge.cluster;

import org.jspecify.annotations.NullMarked;
