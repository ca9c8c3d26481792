package dev.muybridge.whole;

import dev.muybridge.install.Installation;
import dev.muybridge.testing.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code data/make_corpus.py}. */
public final class Corpus {
    private Corpus() {}

    /**
     * Makes them in {@code folder}, which does not exist yet, and gives them in the order of their names.
     *
     * @param names of those to make; none for all
     */
    public static List<Path> in(Path folder, String... names) throws IOException {
        Installation installation = Installation.current();
        List<String> words = new ArrayList<>(List.of(
                installation.testPython().toString(),
                Path.of("..", "data", "make_corpus.py").toString(),
                "--ffmpeg",
                "FFMPEG",
                "--sample",
                installation.sample("single/cam03.mp4").toString(),
                folder.toString()));
        words.addAll(List.of(names));
        FfmpegProgram.script(words);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
