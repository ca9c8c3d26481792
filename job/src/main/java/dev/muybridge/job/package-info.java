/** The flow of the Flink job, and nothing else. */
@NullMarked
package dev.muybridge.job;

import org.jspecify.annotations.NullMarked;
