/** What a run is asked to do. May use {@code install} and the JDK. */
@NullMarked
package dev.muybridge.job.config;

import org.jspecify.annotations.NullMarked;
