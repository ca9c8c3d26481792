/** Draws landmarks and metrics on a frame. May use {@code pose}, {@code motion} and the frames of {@code media}. */
@NullMarked
package dev.muybridge.render;

import org.jspecify.annotations.NullMarked;
