/**
 * The ports of {@code media} over FFmpeg's C API. The only package that may import Bytedeco's video libraries.
 */
@NullMarked
package dev.muybridge.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
