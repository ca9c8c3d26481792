/**
 * Domain to protobuf and back. Bytes that outlive a process carry {@link dev.muybridge.codec.Version}; others are refused.
 * May use {@code pose}, {@code motion}, {@code media} and {@code proto}.
 */
@NullMarked
package dev.muybridge.codec;

import org.jspecify.annotations.NullMarked;
