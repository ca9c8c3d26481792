/**
 * What a worker does, as plain functions from values to values over ports: analyze, measure and annotate; and the port through which
 * work is handed out. May use ports; no protobuf, neither Flink nor Ray nor any adapter.
 */
@NullMarked
package dev.muybridge.stage;

import org.jspecify.annotations.NullMarked;
