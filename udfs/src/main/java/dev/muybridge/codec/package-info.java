/**
 * Converts values to protobuf and back. Each kind of message carries a version of its own, and other versions are refused. May
 * use {@code pose}, {@code motion}, {@code media}, {@code stage} and {@code proto}.
 */
@NullMarked
package dev.muybridge.codec;

import org.jspecify.annotations.NullMarked;
