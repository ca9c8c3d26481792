/** The driver: lists, locks, starts a cluster in this process, submits, watches, reports. The Java API. */
@NullMarked
package dev.muybridge.app;

import org.jspecify.annotations.NullMarked;
