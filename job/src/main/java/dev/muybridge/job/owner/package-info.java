/** Who may publish to an OUTPUT: one run at a time, on any file system. */
@NullMarked
package dev.muybridge.job.owner;

import org.jspecify.annotations.NullMarked;
