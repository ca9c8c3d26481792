/** The operators between source and sink: state, metrics, then a call inward. */
@NullMarked
package dev.muybridge.job.operator;

import org.jspecify.annotations.NullMarked;
