/** Publishes a video: everything else first, its row last. */
@NullMarked
package dev.muybridge.job.sink;

import org.jspecify.annotations.NullMarked;
