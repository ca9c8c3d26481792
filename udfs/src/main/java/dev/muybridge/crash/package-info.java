/**
 * What a process leaves behind when native code crashes it: the JVM's error file, or a note of our own where the JVM writes none.
 */
@NullMarked
package dev.muybridge.crash;

import org.jspecify.annotations.NullMarked;
