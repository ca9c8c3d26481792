/**
 * What a worker does, as plain functions from bytes to bytes over ports, and the port through which work is handed out. May use
 * ports and {@code codec}; neither Flink nor Ray nor any adapter.
 */
@NullMarked
package dev.muybridge.stage;

import org.jspecify.annotations.NullMarked;
