/** What tests of several packages share. */
@NullMarked
package dev.muybridge.testing;

import org.jspecify.annotations.NullMarked;
