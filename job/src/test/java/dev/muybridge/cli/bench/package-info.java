/** Tests of the bench's own reckoning. */
@NullMarked
package dev.muybridge.cli.bench;

import org.jspecify.annotations.NullMarked;
