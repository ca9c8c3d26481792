/**
 * MediaPipe's pose landmarker, and the two models in its bundle on their own, through its C library. Three layers:
 * {@code MediaPipePoseModel} and {@code MediaPipePoseNetworks} with what they make (lifetime and conversion),
 * {@code MediaPipeNative} (the raw calls), {@code NativeLibrary} (finding, checking and loading). May use
 * {@code inference}, {@code media}, {@code pose}, {@code install}, {@code binding}, {@code crash} and JavaCPP.
 */
@NullMarked
package dev.muybridge.inference.mediapipe;

import org.jspecify.annotations.NullMarked;
