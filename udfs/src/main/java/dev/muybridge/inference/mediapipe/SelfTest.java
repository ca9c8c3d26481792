package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Runs a pose model on a picture of a person that comes with the program. */
public final class SelfTest {
    private static final String PICTURE = "person.jpg";
    private static final int FRAMES = 6;
    private static final int MILLIS_BETWEEN = 33;

    private SelfTest() {}

    /**
     * What the model saw.
     *
     * @param landmarks points of the person found, 33, or 0 if nobody was found
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

    /**
     * Gives the model the picture a few times, as if it were a video.
     *
     * @throws InferenceException if the library refuses the model or the picture
     */
    public static Report run(PoseModel model) {
        RgbImage picture = picture();
        double[] millis = new double[FRAMES];
        List<Pose> people = List.of();
        try (PoseEstimator estimator = model.newEstimator()) {
            for (int i = 0; i < FRAMES; i++) {
                long start = System.nanoTime();
                people = estimator.estimate(picture, (long) i * MILLIS_BETWEEN);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        // The first frame also pays for finding the person.
        double[] tracked = Arrays.copyOfRange(millis, 1, FRAMES);
        Arrays.sort(tracked);
        return new Report(people.isEmpty() ? 0 : people.get(0).landmarks().size(), tracked[tracked.length / 2]);
    }

    /** The picture that comes with the program, in a buffer of its own. */
    static RgbImage picture() {
        try (InputStream in = SelfTest.class.getResourceAsStream(PICTURE)) {
            BufferedImage image = in == null ? null : ImageIO.read(in);
            if (image == null) {
                throw new InferenceException("the program lacks its picture " + PICTURE + ", or it cannot be decoded");
            }
            return packed(image);
        } catch (IOException e) {
            throw new InferenceException("the program's picture " + PICTURE + " cannot be read: " + e, e);
        }
    }

    private static RgbImage packed(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * 3);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                pixels.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
            }
        }
        return new RgbImage(pixels.flip(), width, height);
    }
}
