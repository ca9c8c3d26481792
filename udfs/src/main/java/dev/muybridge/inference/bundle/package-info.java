/**
 * Makes the model bundles ({@code .task}) that MediaPipe's native library expects from the plain models of the package they
 * come in. May use {@code install} and TFLite's FlatBuffer schemas.
 */
@NullMarked
package dev.muybridge.inference.bundle;

import org.jspecify.annotations.NullMarked;
