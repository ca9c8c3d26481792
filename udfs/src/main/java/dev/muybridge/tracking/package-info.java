/**
 * Finds and follows everybody through a run of frames, with two models of the port {@code inference}. May use {@code pose},
 * {@code motion}, {@code media} and {@code inference}.
 */
@NullMarked
package dev.muybridge.tracking;

import org.jspecify.annotations.NullMarked;
