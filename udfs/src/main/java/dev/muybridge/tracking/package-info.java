/**
 * Follows several people, each on their own, through a run of frames. May use {@code pose}, {@code motion}, {@code media} and
 * {@code inference}.
 */
@NullMarked
package dev.muybridge.tracking;

import org.jspecify.annotations.NullMarked;
