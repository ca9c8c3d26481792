package dev.muybridge.job.config;

import java.util.List;

/** How pictures are encoded, in one word. Each stands for one of x264's presets and a constant rate factor. */
public enum Quality {
    /** Encodes quickly; the preset is the fastest one that uses the High profile's means. */
    FAST("superfast", 23),
    /** Files two thirds as large, for about half as much work again. */
    BALANCED("veryfast", 23),
    /** Files less than half as large, a little softer, for about twice the work. Slower presets gain next to nothing. */
    SMALL("faster", 26);

    /** x264's presets but the one that is no use, the fastest first. */
    public static final List<String> PRESETS =
            List.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow");

    private final String preset;
    private final int crf;

    Quality(String preset, int crf) {
        this.preset = preset;
        this.crf = crf;
    }

    /** x264's preset. */
    public String preset() {
        return preset;
    }

    /** x264's constant rate factor. */
    public int crf() {
        return crf;
    }
}
