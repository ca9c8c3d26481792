/** Tests of planning and counting frames. */
@NullMarked
package dev.muybridge.media;

import org.jspecify.annotations.NullMarked;
