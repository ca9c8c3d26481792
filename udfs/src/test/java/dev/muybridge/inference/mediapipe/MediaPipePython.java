package dev.muybridge.inference.mediapipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muybridge.install.Installation;
import dev.muybridge.media.RgbImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * MediaPipe's own Python, run beside us on the same frames: its numbers are not the same on every processor, so they are not kept
 * from one machine to the next.
 */
final class MediaPipePython implements AutoCloseable {
    private final Path out;
    private final Path log;
    private final Process process;
    private final OutputStream frames;

    /** @param folder for its output */
    MediaPipePython(Path folder, Path task, int width, int height) throws IOException {
        out = Files.createTempFile(folder, "people", ".jsonl");
        log = Files.createTempFile(folder, "python", ".log");
        process = new ProcessBuilder(
                        Installation.current().testPython().toString(),
                        "-I",
                        "-c",
                        script(),
                        task.toString(),
                        Integer.toString(width),
                        Integer.toString(height))
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        frames = new BufferedOutputStream(process.getOutputStream(), 1 << 20);
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                MediaPipePython.class.getResourceAsStream("mediapipe_people.py"), "mediapipe_people.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Gives it the next frame. */
    void give(RgbImage image, long millis) throws IOException {
        frames.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(millis)
                .array());
        byte[] rgb = new byte[image.pixels().capacity()];
        image.pixels().duplicate().clear().get(rgb);
        frames.write(rgb);
    }

    /** Who is in each frame given: per person 33 times x, y, z, visibility, presence, world x, world y, world z. */
    List<float[][][]> people() throws IOException, InterruptedException {
        frames.close();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("MediaPipe's Python failed:\n" + Files.readString(log));
        }
        ObjectMapper json = new ObjectMapper();
        List<float[][][]> people = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            people.add(json.readValue(line, float[][][].class));
        }
        return people;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
