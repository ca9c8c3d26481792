/** Tests with FFmpeg itself, on videos made by its own program. */
@NullMarked
package dev.muybridge.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
