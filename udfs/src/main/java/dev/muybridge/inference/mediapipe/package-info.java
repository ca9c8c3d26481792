/**
 * {@code PoseEstimator} by MediaPipe: the port, its implementation (lifetime, conversion), the binding (native methods only) and
 * the loader. The only importer of JavaCPP beside {@code media.ffmpeg}.
 */
@NullMarked
package dev.muybridge.inference.mediapipe;

import org.jspecify.annotations.NullMarked;
