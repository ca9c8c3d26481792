/** Measures the whole job against a bare loop over the same engine. */
@NullMarked
package dev.muybridge.cli.bench;

import org.jspecify.annotations.NullMarked;
