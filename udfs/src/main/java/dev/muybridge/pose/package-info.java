/**
 * The vocabulary of the domain: landmarks, poses, video time and what can go wrong. May use the JDK only.
 */
@NullMarked
package dev.muybridge.pose;

import org.jspecify.annotations.NullMarked;
