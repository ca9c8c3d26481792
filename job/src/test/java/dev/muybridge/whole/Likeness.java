package dev.muybridge.whole;

import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is unlike between a video and what was made of it, as a player shows both: frames, times, turn and sound. */
public final class Likeness {
    private static final Set<String> COPIED = Set.of("aac", "mp3", "mp2", "ac3", "eac3", "alac", "opus", "flac");
    private static final double MILLISECOND = 0.001;

    /** Pictures are compared at that size. */
    private static final int SIDE = 12;

    private static final int CONTRAST = 16;
    private static final int RATE = 48_000;
    private static final int LOUD = 2_000;

    private final Path original;
    private final Path made;
    private final List<String> problems = new ArrayList<>();

    private Likeness(Path original, Path made) {
        this.original = original;
        this.made = made;
    }

    /** Sentences; none where all is well. {@code micros} is the time of each frame as the table has it. */
    public static List<String> problems(Path original, Path made, long[] micros) throws IOException {
        Likeness likeness = new Likeness(original, made);
        likeness.times(micros);
        likeness.picture();
        likeness.sound();
        return likeness.problems;
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(original.getFileName() + ": " + problem);
        }
    }

    private void times(long[] micros) {
        double[] expected = FfmpegProbe.shownSeconds(original);
        double[] found = FfmpegProbe.shownSeconds(made);
        String[] fraction = FfmpegProbe.stream(made, "v:0", "time_base").split("/", 2);
        double tick = Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1]);
        expect(expected.length > 0, "no frames");
        expect(found.length == expected.length, found.length + " frames where there are " + expected.length);
        expect(
                micros.length == expected.length,
                micros.length + " rows where there are " + expected.length + " frames");
        for (int i = 0; i < expected.length && problems.isEmpty(); i++) {
            // ffprobe prints microseconds.
            expect(
                    Math.abs(found[i] - expected[i]) <= tick + 1e-6,
                    "frame " + i + " at " + found[i] + " s where it is at " + expected[i]);
            expect(
                    Math.abs(micros[i] / 1e6 - expected[i]) <= 1.5e-6,
                    "row " + i + " at " + micros[i] + " us where the frame is at " + expected[i] + " s");
        }
    }

    private void picture() throws IOException {
        expect(FfmpegProbe.rotation(made).isEmpty(), "is to be turned by players");
        expect(FfmpegProbe.stream(made, "v:0", "pix_fmt").equals("yuv420p"), "is not 8 bits of limited range");
        byte[] expected = grey(original);
        if (isFlat(expected)) {
            return;
        }
        byte[] found = grey(made);
        double upright = correlation(expected, found);
        for (int quarters = 1; quarters < 4; quarters++) {
            found = turned(found);
            expect(upright > correlation(expected, found), "looks more alike when turned by " + quarters * 90);
        }
    }

    /** A picture without anything in it is alike however it is turned. */
    private static boolean isFlat(byte[] picture) {
        int darkest = 255;
        int brightest = 0;
        for (byte pixel : picture) {
            darkest = Math.min(darkest, pixel & 0xff);
            brightest = Math.max(brightest, pixel & 0xff);
        }
        return brightest - darkest < CONTRAST;
    }

    private static byte[] turned(byte[] picture) {
        byte[] turned = new byte[picture.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                turned[x * SIDE + SIDE - 1 - y] = picture[y * SIDE + x];
            }
        }
        return turned;
    }

    /** The first picture as players show it, turned and with square pixels, as brightness. */
    private static byte[] grey(Path video) throws IOException {
        Path raw = Files.createTempFile("grey", ".raw");
        FfmpegProgram.ffmpeg(
                "-i",
                video.toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale='if(gt(sar,0),iw*sar,iw)':ih,scale=" + 2 * SIDE + ":-1,scale=" + SIDE + ":" + SIDE
                        + ":flags=area,format=gray",
                "-f",
                "rawvideo",
                raw.toString());
        byte[] bytes = Files.readAllBytes(raw);
        Files.delete(raw);
        return bytes;
    }

    private static double correlation(byte[] a, byte[] b) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            meanA += (a[i] & 0xff) / (double) a.length;
            meanB += (b[i] & 0xff) / (double) a.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double x = (a[i] & 0xff) - meanA;
            double y = (b[i] & 0xff) - meanB;
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return ab / Math.sqrt(aa * bb);
    }

    private void sound() throws IOException {
        int streams = FfmpegProbe.streams(original, "a");
        expect(FfmpegProbe.streams(made, "a") == streams, "has lost or gained sound");
        if (streams == 0) {
            return;
        }
        for (int i = 0; i < streams; i++) {
            String stream = "a:" + i;
            if (COPIED.contains(FfmpegProbe.stream(original, stream, "codec_name"))) {
                expect(
                        FfmpegProbe.soundHashes(made, stream).equals(FfmpegProbe.soundHashes(original, stream)),
                        "the packets of sound " + i + " are others");
            }
        }
        if (COPIED.contains(FfmpegProbe.stream(original, "a:0", "codec_name"))) {
            double[] expected = FfmpegProbe.soundTimes(original);
            double[] found = FfmpegProbe.soundTimes(made);
            expect(
                    found.length == expected.length,
                    found.length + " packets of sound where there are " + expected.length);
            for (int i = 0; i < Math.min(found.length, expected.length); i++) {
                expect(
                        Math.abs(found[i] - expected[i]) <= MILLISECOND * 1.1,
                        "packet " + i + " of sound at " + found[i] + " s where it is at " + expected[i]);
            }
        }
        short[] expected = samples(original);
        short[] found = samples(made);
        // What the file says: FFmpeg itself plays AAC to the end of its last packet, also that of its own files.
        double seconds = Double.parseDouble(FfmpegProbe.stream(made, "a:0", "start_time"))
                + Double.parseDouble(FfmpegProbe.stream(made, "a:0", "duration"));
        expect(
                Math.abs(found.length - expected.length) <= RATE * MILLISECOND
                        || Math.abs(seconds - expected.length / (double) RATE) <= MILLISECOND,
                "sound to " + seconds + " s where it is to " + expected.length / (double) RATE);
        expect(
                Math.abs(loud(found) - loud(expected)) <= RATE * MILLISECOND,
                "sound begins at sample " + loud(found) + " where it is at " + loud(expected));
    }

    /** The first sound at its own time, as a player gives it, silence before it where it starts late. */
    private static short[] samples(Path video) throws IOException {
        Path raw = Files.createTempFile("sound", ".raw");
        FfmpegProgram.ffmpeg(
                "-copyts",
                "-i",
                video.toString(),
                "-map",
                "0:a:0",
                "-af",
                "aresample=" + RATE + ":async=1:first_pts=0",
                "-f",
                "s16le",
                "-ac",
                "1",
                raw.toString());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        Files.delete(raw);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    private static int loud(short[] samples) {
        int i = 0;
        while (i < samples.length && Math.abs(samples[i]) < LOUD) {
            i++;
        }
        return i;
    }
}
