package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.Colour;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Tracks;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.render.planes.PlanarFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Draws in a JVM of its own, as on a machine without fonts or fontconfig and with a display that is gone. */
final class NoFontsTest {
    @Test
    void annotate_machineWithoutFonts_drawsTextAndAsksForNoFont() throws IOException, InterruptedException {
        String log = run("draw");

        assertThat(log).contains("drawn: " + checksum());
        assertThat(log)
                .doesNotContain("sun.font.SunFontManager ", "sun.awt.FcFontConfiguration ", "FontManagerFactory ");
    }

    /** The other way round, so that the test above is known to be able to fail. */
    @Test
    void javaAwtFont_sameMachine_asksForTheMachinesFonts() throws IOException, InterruptedException {
        assertThat(run("font")).contains("FontManagerFactory ");
    }

    private static String run(String what) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoFontsTest.class.getName(),
                        what)
                .redirectErrorStream(true);
        builder.environment().put("FONTCONFIG_FILE", "/dev/null");
        builder.environment().put("DISPLAY", ":4077");
        Process process = builder.start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return log;
    }

    /** What the other JVM runs. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("draw")) {
            System.out.println("drawn: " + checksum());
        } else {
            System.setProperty("java.awt.headless", "true");
            java.awt.Font.createFont(
                    java.awt.Font.TRUETYPE_FONT, NoFontsTest.class.getResourceAsStream("Roboto-Medium.ttf"));
        }
    }

    private static int checksum() {
        PictureSize size = new PictureSize(640, 480);
        Colour colour = new Colour(1, 1, 1, 1);
        Pose pose = Poses.standing(0.5, 0.5, 0.8);
        PlanarFrame frame = PlanarFrame.grey(640, 480, colour, 0);
        new FrameAnnotator(size, colour, false)
                .annotate(
                        frame,
                        new FrameMetrics(0, 0, true, List.of(Tracks.moving(Tracks.still(0, pose, size), 100, 50))),
                        1_234_567);
        return frame.planes().hashCode();
    }
}
