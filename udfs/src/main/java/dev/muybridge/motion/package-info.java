/**
 * Pure maths on landmarks: people's tracks put together from segments, and what is measured from them. May use {@code pose}.
 *
 * <p>{@link dev.muybridge.motion.Measure} is the one interface that a metric implements.
 */
@NullMarked
package dev.muybridge.motion;

import org.jspecify.annotations.NullMarked;
