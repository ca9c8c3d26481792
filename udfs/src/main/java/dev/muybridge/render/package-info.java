/**
 * Draws landmarks and metrics on a frame. May use {@code pose}, {@code motion} and the frames of {@code media}, and draws on these with
 * {@code planes}.
 */
@NullMarked
package dev.muybridge.render;

import org.jspecify.annotations.NullMarked;
