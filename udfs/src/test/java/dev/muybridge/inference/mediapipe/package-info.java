/** Tests. */
@NullMarked
package dev.muybridge.inference.mediapipe;

import org.jspecify.annotations.NullMarked;
