package dev.muybridge.media.ffmpeg;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * The format closest to some sound that AAC can hold.
 *
 * @param sampleRate samples per second
 * @param channels FFmpeg's name for the layout
 * @param bitRate bits per second
 */
record AacFormat(int sampleRate, String channels, int bitRate) {
    private static final Set<Integer> RATES =
            Set.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000);
    private static final int USUAL_RATE = 48000;
    private static final int BITS_PER_CHANNEL = 96_000;

    static AacFormat nearest(AVCodecParameters sound) {
        int rate = RATES.contains(sound.sample_rate()) ? sound.sample_rate() : USUAL_RATE;
        int bits = (int) Math.min(BITS_PER_CHANNEL, 5L * rate);
        return switch (sound.ch_layout().nb_channels()) {
            case 1 -> new AacFormat(rate, "mono", bits);
            case 6 -> new AacFormat(rate, "5.1", 6 * bits);
            default -> new AacFormat(rate, "stereo", 2 * bits);
        };
    }
}
