/** Pure maths over poses: widths and velocities. May use {@code pose}. */
@NullMarked
package dev.muybridge.motion;

import org.jspecify.annotations.NullMarked;
