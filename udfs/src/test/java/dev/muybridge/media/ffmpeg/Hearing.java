package dev.muybridge.media.ffmpeg;

import dev.muybridge.testing.FfmpegProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares two files' sound, sample by sample, as a player would hear it. */
final class Hearing {
    private Hearing() {}

    static short[] samples(Path video) throws Exception {
        Path raw = Files.createTempFile("sound", ".raw");
        // The sound stands at its own time, silence before it where it starts late.
        FfmpegProgram.ffmpeg(
                "-copyts",
                "-i",
                video.toString(),
                "-af",
                "aresample=async=1:first_pts=0",
                "-f",
                "s16le",
                "-ac",
                "1",
                "-ar",
                "48000",
                raw.toString());
        ShortBuffer shorts = ByteBuffer.wrap(Files.readAllBytes(raw))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        Files.delete(raw);
        short[] samples = new short[shorts.remaining()];
        shorts.get(samples);
        return samples;
    }

    /** 1 where both are alike when shifted by no more than a millisecond, which is how exactly Matroska keeps time. */
    static double correlation(short[] a, short[] b) {
        double best = 0;
        for (int shift = -48; shift <= 48; shift++) {
            best = Math.max(best, correlation(a, b, shift));
        }
        return best;
    }

    private static double correlation(short[] a, short[] b, int shift) {
        int length = Math.min(a.length, b.length) - 48;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 48; i < length; i++) {
            ab += (double) a[i] * b[i + shift];
            aa += (double) a[i] * a[i];
            bb += (double) b[i + shift] * b[i + shift];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
