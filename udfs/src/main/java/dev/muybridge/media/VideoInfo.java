package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;

/**
 * What a video is, as its container and codec say.
 *
 * @param codec FFmpeg's name of the codec, e.g. {@code h264}
 * @param width pixels of the upright picture (after rotation, with square pixels)
 * @param height pixels of the upright picture (after rotation, with square pixels)
 * @param rotation degrees clockwise by which the stored picture is turned to stand upright: 0, 90, 180 or 270
 * @param timeBase of the video stream's timestamps
 * @param frameRate average frames per second as a fraction, only ever a hint for the encoder's rate control
 * @param durationTicks end of the last frame minus start of the first, in ticks
 * @param note sentences on pictures that have to be converted or left out; empty where there are none
 */
public record VideoInfo(
        String codec,
        int width,
        int height,
        int rotation,
        TimeBase timeBase,
        Rational frameRate,
        long durationTicks,
        String note) {}
