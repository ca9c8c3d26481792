/** Tests. */
@NullMarked
package dev.muybridge.inference.bundle;

import org.jspecify.annotations.NullMarked;
