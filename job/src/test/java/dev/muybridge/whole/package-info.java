/** Whole runs over real video, and what they need. */
@NullMarked
package dev.muybridge.whole;

import org.jspecify.annotations.NullMarked;
