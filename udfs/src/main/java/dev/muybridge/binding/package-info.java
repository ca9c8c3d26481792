/** Loads our own native code out of the jar. May use {@code install} and JavaCPP. */
@NullMarked
package dev.muybridge.binding;

import org.jspecify.annotations.NullMarked;
