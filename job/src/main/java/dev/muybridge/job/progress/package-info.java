/** What a job reports to the program that runs it: typed values that travel as Flink's accumulators. */
@NullMarked
package dev.muybridge.job.progress;

import org.jspecify.annotations.NullMarked;
