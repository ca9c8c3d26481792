/** Makes what MediaPipe wants of the pose models. May use {@code install}. */
@NullMarked
package dev.muybridge.inference.bundle;

import org.jspecify.annotations.NullMarked;
