/**
 * Video without a codec library in any signature: what a file contains, where it is cut, and the ports to read, write and
 * join it. May use {@code pose}.
 */
@NullMarked
package dev.muybridge.media;

import org.jspecify.annotations.NullMarked;
