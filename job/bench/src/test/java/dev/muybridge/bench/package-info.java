/** Tests of the bench's own reckoning. */
@NullMarked
package dev.muybridge.bench;

import org.jspecify.annotations.NullMarked;
