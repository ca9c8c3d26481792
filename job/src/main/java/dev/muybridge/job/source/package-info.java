/** The source: lists videos, hands them out in order, plans each. */
@NullMarked
package dev.muybridge.job.source;

import org.jspecify.annotations.NullMarked;
