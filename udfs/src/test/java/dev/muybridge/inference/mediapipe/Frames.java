package dev.muybridge.inference.mediapipe;

import dev.muybridge.install.Installation;
import dev.muybridge.media.RgbImage;
import dev.muybridge.testing.FfmpegProgram;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The frames of a sample video as packed RGB, decoded by the program ffmpeg with its bit-exact scaler.
 * They come through a named pipe into one buffer, so that the whole video is never in memory or on disk.
 */
final class Frames {
    private static final String OPTIONS =
            "-fps_mode passthrough -sws_flags accurate_rnd+bitexact -pix_fmt rgb24 -f rawvideo";

    /** The first {@code count} frames of a sample, which must be of that size; another size scales them. */
    record Selection(String sample, int count, int width, int height) {
        Path path() {
            return Installation.current().sample(sample);
        }
    }

    /** Is given each frame; the picture is valid during the call. */
    interface Receiver {
        void frame(int index, RgbImage image) throws IOException;
    }

    private Frames() {}

    static void decode(Selection selection, Receiver receiver) throws IOException {
        Path folder = Files.createTempDirectory("muybridge-frames");
        Path pipe = folder.resolve("frames");
        try {
            makePipe(pipe);
            CompletableFuture<String> ffmpeg =
                    CompletableFuture.supplyAsync(() -> FfmpegProgram.ffmpeg(arguments(selection, pipe)));
            RgbImage image = new RgbImage(
                    ByteBuffer.allocateDirect(selection.width() * selection.height() * 3),
                    selection.width(),
                    selection.height());
            try (FileChannel channel = FileChannel.open(pipe)) {
                for (int i = 0; i < selection.count(); i++) {
                    read(channel, image.pixels());
                    receiver.frame(i, image);
                }
            }
            ffmpeg.join();
        } finally {
            Files.deleteIfExists(pipe);
            Files.delete(folder);
        }
    }

    /** Frames that stay, each in a buffer of its own. */
    static List<RgbImage> keep(Selection selection) throws IOException {
        List<RgbImage> kept = new ArrayList<>();
        decode(
                selection,
                (index, image) -> kept.add(new RgbImage(
                        ByteBuffer.allocateDirect(image.pixels().capacity())
                                .put(image.pixels().duplicate().clear())
                                .flip(),
                        image.width(),
                        image.height())));
        return kept;
    }

    private static String[] arguments(Selection selection, Path pipe) {
        List<String> words = new ArrayList<>(List.of("-i", selection.path().toString()));
        words.addAll(List.of("-frames:v", Integer.toString(selection.count())));
        words.addAll(List.of("-s", selection.width() + "x" + selection.height()));
        words.addAll(List.of(OPTIONS.split(" ", -1)));
        words.add(pipe.toString());
        return words.toArray(String[]::new);
    }

    private static void makePipe(Path pipe) throws IOException {
        try {
            int status = new ProcessBuilder("mkfifo", pipe.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("mkfifo failed with status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void read(FileChannel channel, ByteBuffer target) throws IOException {
        target.clear();
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("ffmpeg gave fewer frames than expected");
            }
        }
        target.flip();
    }
}
