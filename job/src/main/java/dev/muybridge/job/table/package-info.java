/** The tables {@code metrics} and {@code videos} as Parquet. */
@NullMarked
package dev.muybridge.job.table;

import org.jspecify.annotations.NullMarked;
