/** Lays lines and pieces of painting over the planes of {@code media}'s frames, in native code. May use {@code motion}, {@code binding} and JavaCPP. */
@NullMarked
package dev.muybridge.render.planes;

import org.jspecify.annotations.NullMarked;
