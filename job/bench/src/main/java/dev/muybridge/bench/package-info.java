/** Measures the whole job against a bare loop over the same engine. */
@NullMarked
package dev.muybridge.bench;

import org.jspecify.annotations.NullMarked;
