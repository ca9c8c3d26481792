/** Measures the whole job against the loop that one would write without it, and tries to break it. */
@NullMarked
package dev.muybridge.bench;

import org.jspecify.annotations.NullMarked;
