/** Follows each of several people through a run of frames. May use {@code pose}, {@code motion}, {@code media} and {@code inference}. */
@NullMarked
package dev.muybridge.tracking;

import org.jspecify.annotations.NullMarked;
