package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Runs a pose model on a picture of a person that comes with the program. */
public final class SelfTest {
    private static final String PICTURE = "person.ppm.gz";
    private static final int FRAMES = 6;
    private static final int MILLIS_BETWEEN = 33;

    private SelfTest() {}

    /**
     * What the model found.
     *
     * @param landmarks number of points of the person found: 33, or 0 if nobody was found
     * @param millisPerFrame median over the frames after the first, milliseconds
     */
    public record Report(int landmarks, double millisPerFrame) {
        /** Whether the person in the picture was found. */
        public boolean found() {
            return landmarks > 0;
        }

        /** As part of a sentence, e.g. "found a person, 33 landmarks, 21 ms a frame". */
        public String describe() {
            String what = found() ? "found a person, " + landmarks + " landmarks" : "did not find the person";
            return String.format(Locale.ROOT, "%s, %.0f ms a frame", what, millisPerFrame);
        }
    }

    /** Whatever finds people in a picture of a video. */
    @FunctionalInterface
    public interface Finder {
        List<Pose> find(RgbImage picture, long millis);
    }

    /**
     * Shows the picture a few times, as if it were a video.
     *
     * @throws InferenceException if the library rejects the model or the picture
     */
    public static Report run(Finder finder) {
        RgbImage picture = picture();
        double[] millis = new double[FRAMES];
        List<Pose> people = List.of();
        for (int i = 0; i < FRAMES; i++) {
            long start = System.nanoTime();
            people = finder.find(picture, (long) i * MILLIS_BETWEEN);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        // The first frame also pays for finding the person.
        double[] tracked = Arrays.copyOfRange(millis, 1, FRAMES);
        Arrays.sort(tracked);
        return new Report(people.isEmpty() ? 0 : people.get(0).landmarks().size(), tracked[tracked.length / 2]);
    }

    /** The picture that comes with the program (a binary PPM, gzipped), in a buffer of its own. */
    static RgbImage picture() {
        try (InputStream resource = SelfTest.class.getResourceAsStream(PICTURE)) {
            if (resource == null) {
                throw new InferenceException("the program lacks its picture " + PICTURE);
            }
            InputStream ppm = new GZIPInputStream(resource);
            if (!word(ppm).equals("P6")) {
                throw new IOException("not a binary PPM");
            }
            int width = Integer.parseInt(word(ppm));
            int height = Integer.parseInt(word(ppm));
            word(ppm);
            byte[] rows = ppm.readAllBytes();
            return new RgbImage(ByteBuffer.allocateDirect(rows.length).put(rows).flip(), width, height);
        } catch (IOException | IllegalArgumentException e) {
            throw new InferenceException("the program's picture " + PICTURE + " cannot be read: " + e, e);
        }
    }

    private static String word(InputStream in) throws IOException {
        StringBuilder word = new StringBuilder();
        for (int c = in.read(); c > ' '; c = in.read()) {
            word.append((char) c);
        }
        return word.toString();
    }
}
