/** The port to a pose model. May use {@code pose} and {@code media}. */
@NullMarked
package dev.muybridge.inference;

import org.jspecify.annotations.NullMarked;
