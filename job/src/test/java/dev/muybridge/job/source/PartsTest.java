package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.storage.Location;
import dev.muybridge.media.Clip;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which parts of two files are listed as videos. */
final class PartsTest {
    @TempDir
    Path folder;

    private Path in;

    @BeforeEach
    void makeFolder() throws IOException {
        in = folder.resolve("in");
        Files.createDirectories(in.resolve("sub"));
        Files.createFile(in.resolve("a.mp4"));
        Files.createFile(in.resolve("sub/b.mov"));
    }

    @Test
    void eachClip_isAVideoOfItsOwn_withItsTimesInItsName() throws IOException {
        List<InputFile> parts = list(new Clips.Each(List.of(Clip.parse("1:00-1:30.5"), Clip.parse("70-end"))));

        assertThat(parts)
                .extracting(InputFile::outputName)
                .containsExactly("a.60-90.5.mp4", "a.70-end.mp4", "sub/b.mov.60-90.5.mp4", "sub/b.mov.70-end.mp4");
        assertThat(parts)
                .extracting(InputFile::video)
                .containsExactly("a.mp4#60-90.5", "a.mp4#70-end", "sub/b.mov#60-90.5", "sub/b.mov#70-end");
        assertThat(parts).extracting(InputFile::videoId).doesNotHaveDuplicates();
        assertThat(parts).extracting(part -> part.ref().clip()).startsWith(new Clip(60, 90.5));
        assertThat(parts.get(0).fingerprint()).isEqualTo(parts.get(1).fingerprint());
    }

    @Test
    void samePart_keepsTheNameOfTheVideo() throws IOException {
        List<InputFile> parts = list(new Clips.Same(new Clip(5, 6)));

        assertThat(parts).extracting(InputFile::video).containsExactly("a.mp4", "sub/b.mov");
        assertThat(parts).extracting(InputFile::outputName).containsExactly("a.mp4", "sub/b.mov.mp4");
        assertThat(parts).extracting(part -> part.ref().clip()).containsOnly(new Clip(5, 6));
    }

    @Test
    void clipThatIsAskedForTwice_isOneVideo() throws IOException {
        assertThat(list(new Clips.Each(List.of(Clip.parse("60-90"), Clip.parse("1:00-1:30")))))
                .extracting(InputFile::video)
                .containsExactly("a.mp4#60-90", "sub/b.mov#60-90");
    }

    @Test
    void listedClips_areThoseOfTheVideosThatTheFileNames() throws IOException {
        assertThat(list(Clips.Listed.parse("c.tsv", List.of("sub/b.mov\t0-1", "sub/b.mov\t0.5-2"))))
                .extracting(InputFile::video)
                .containsExactly("sub/b.mov#0-1", "sub/b.mov#0.5-2");
    }

    @Test
    void listedClip_ofAVideoThatIsNoInput_isRefused() {
        assertThatThrownBy(() -> list(Clips.Listed.parse("c.tsv", List.of("b.mov\t0-1", "a.mp4\t0-1", "x\t0-1"))))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("c.tsv lists clips of b.mov and 1 more, not among the inputs; a video is named by its path"
                        + " below the input folder, such as a.mp4");
    }

    @Test
    void folderThatCannotBeListed_isListedOnce() throws IOException {
        InputFile lost = new InputFile("sub/", new org.apache.flink.core.fs.Path("file:/in/sub"), 0, 0);

        assertThat(Parts.of(List.of(lost), new Clips.Each(List.of(new Clip(0, 1), new Clip(1, 2)))))
                .containsExactly(lost);
    }

    private List<InputFile> list(Clips clips) throws IOException {
        return new InputLister(true, Location.of(folder.resolve("elsewhere")))
                .list(List.of(new InputRoot("", in.toString())), clips);
    }
}
