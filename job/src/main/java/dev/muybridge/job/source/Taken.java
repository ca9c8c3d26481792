package dev.muybridge.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: the segments that it planned are in good hands. */
record Taken() implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
