package dev.muybridge.whole;

import dev.muybridge.install.Installation;
import dev.muybridge.testing.FfmpegProgram;
import java.nio.file.Path;
import java.util.List;

/** The clips of {@code data/make_clips.py}. */
final class Clips {
    private Clips() {}

    /** Makes them in {@code folder}, which does not exist yet. */
    static void in(Path folder) {
        Installation installation = Installation.current();
        FfmpegProgram.script(List.of(
                installation.testPython().toString(),
                Path.of("..", "data", "make_clips.py").toString(),
                "--ffmpeg",
                "FFMPEG",
                "--samples",
                String.valueOf(installation.sample("demo.mp4").getParent()),
                folder.toString()));
    }
}
