/** The ports of {@code media} for cutting over OpenCV. The only package that may import OpenCV. */
@NullMarked
package dev.muybridge.media.opencv;

import org.jspecify.annotations.NullMarked;
