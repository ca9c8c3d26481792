/** The published poses of finished videos, which save later runs from analysing them again. */
@NullMarked
package dev.muybridge.job.poses;

import org.jspecify.annotations.NullMarked;
