package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputListerTest {
    @TempDir
    Path folder;

    private Path in;

    @BeforeEach
    void makeFolder() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
    }

    @Test
    void list_folder_givesVideosByTheirEndingsInNameOrder() throws IOException {
        make("b.MP4", "a.mov", "c.webm", "notes.txt", "mp4", "x.mp4.part", "d.mkv", "e.avi");

        assertThat(names(false, in)).containsExactly("a.mov", "b.MP4", "c.webm", "d.mkv", "e.avi");
    }

    @Test
    void list_folder_passesOverHiddenFilesAndFolders() throws IOException {
        make("a.mp4", ".a.mp4", "._b.mp4", "_DSC0001.mp4", ".hidden/b.mp4", "_day 1/b.mp4");

        assertThat(names(true, in)).containsExactly("_DSC0001.mp4", "_day 1/b.mp4", "a.mp4");
    }

    @Test
    void list_folder_readsFoldersBelowWhenAsked() throws IOException {
        make("a.mp4", "sub/b.mp4", "sub/deep/c.mp4");

        assertThat(names(false, in)).containsExactly("a.mp4");
        assertThat(names(true, in)).containsExactly("a.mp4", "sub/b.mp4", "sub/deep/c.mp4");
    }

    @Test
    void list_file_isTakenWhateverItsEnding() throws IOException {
        make("recording", ".hidden.bin");

        assertThat(names(false, in.resolve("recording"))).containsExactly("recording");
        assertThat(names(false, in.resolve(".hidden.bin"))).containsExactly(".hidden.bin");
    }

    @Test
    void list_glob_matchesNamesInItsFolder() throws IOException {
        make("a1.mp4", "a2.mov", "b1.mp4", "sub/a3.mp4");

        assertThat(names(true, in.resolve("a*"))).containsExactly("a1.mp4", "a2.mov");
        assertThat(names(true, in.resolve("?1.{mp4,mkv}"))).containsExactly("a1.mp4", "b1.mp4");
    }

    @Test
    void list_nameThatLooksLikeAGlob_isTheFileOfThatName() throws IOException {
        make("take[1].mp4", "take1.mp4");

        assertThat(names(false, in.resolve("take[1].mp4"))).containsExactly("take[1].mp4");
    }

    @Test
    void list_globWithoutMatch_saysSo() {
        assertThatThrownBy(() -> names(false, in.resolve("*.mp4")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("no such input: nothing matches " + in + "/*.mp4");
    }

    @Test
    void list_absent_saysSo() {
        assertThatThrownBy(() -> names(false, in.resolve("absent")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("no such input: " + in + "/absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.mp4",
                " leading.mp4",
                "ünï 😀.mp4",
                "hash#1.mp4",
                "50%.mp4",
                "50%20.mp4",
                "2024-01-01 12:30:00.mp4",
                "C:drive.mp4",
                "http:.mp4",
                "a?b=c&d.mp4",
                "it's \"it\".mp4",
                "tab\t.mp4",
                "new\nline.mp4",
                "-dash.mp4",
                "~.mp4",
                "semi;colon,.mp4",
                "back\\slash.mp4",
                "up\\..\\..\\above.mp4",
                "a=b.mp4"
            })
    void list_oddName_keepsNameAndPath(String name) throws IOException {
        make(name, "a:b/" + name);
        Files.writeString(in.resolve(name), "12345");

        List<InputFile> files = list(true, new InputRoot("", in.toString()));

        assertThat(files).extracting(InputFile::video).containsExactlyInAnyOrder(name, "a:b/" + name);
        InputFile file = files.stream()
                .filter(each -> each.video().equals(name))
                .findAny()
                .orElseThrow();
        assertThat(file.size()).isEqualTo(5);
        org.apache.flink.core.fs.Path again =
                new org.apache.flink.core.fs.Path(URI.create(file.ref().path()));
        assertThat(again.getPath()).isEqualTo(in.resolve(name).toString());
        assertThat(again.getFileSystem().exists(again)).isTrue();
        assertThat(names(false, in.resolve(name))).containsExactly(name);
    }

    /** As {@code run --input folder/*} gives it. What such a name looks like may be a file that only its owner can read. */
    @Test
    void list_nameWithBackslashes_isNotAFileElsewhere() throws IOException {
        make("private/x.mp4", "in/..\\private\\x.mp4");
        Files.writeString(in.resolve("private/x.mp4"), "private");
        java.nio.file.Path odd = in.resolve("in").resolve("..\\private\\x.mp4");

        List<InputFile> files = list(false, new InputRoot("", odd.toString()));

        assertThat(files).hasSize(1);
        assertThat(files.get(0).path().getPath()).isEqualTo(odd.toString());
        assertThat(files.get(0).size()).isZero();
    }

    /** Java cannot make such files either. */
    @Test
    void list_namesThatAreNotUtf8_areTwoFiles() throws Exception {
        Process shell = new ProcessBuilder(
                        "bash", "-c", "touch $'a\\xff.mp4' $'a\\xfe.mp4' $'\\xc3\\xbc\\xf0\\x9f\\x98.mp4' $'b.mp4'")
                .directory(in.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        assertThat(names(false, in))
                .containsExactlyInAnyOrder("a\uFFFDff.mp4", "a\uFFFDfe.mp4", "ü\uFFFDf0\uFFFD9f\uFFFD98.mp4", "b.mp4");
    }

    @Test
    void list_outputInsideInput_isPassedOver() throws IOException {
        make("a.mp4", "output/annotated/a.mp4");
        InputLister lister = new InputLister(true, Location.parse(in.resolve("output") + "/"));

        assertThat(lister.list(List.of(new InputRoot("", in.toString())), Clips.WHOLE))
                .extracting(InputFile::video)
                .containsExactly("a.mp4");
    }

    @Test
    void passedOver_countsWhatIsNotNamedLikeAVideo() throws IOException {
        make("a.txt", "b.TXT", "README", ".hidden", "sub/c.mp4");
        InputLister lister = new InputLister(false, Location.of(folder.resolve("elsewhere")));

        List<InputFile> files = lister.list(List.of(new InputRoot("", in.toString())), Clips.WHOLE);

        assertThat(lister.passedOver(files))
                .isEqualTo(new PassedOver(
                        new java.util.TreeMap<>(java.util.Map.of("txt", 2, "", 1)), 1, List.of(), false, true));
        InputLister above = new InputLister(true, Location.of(in.resolve("sub")));
        assertThat(above.passedOver(above.list(List.of(new InputRoot("", in.toString())), Clips.WHOLE))
                        .output())
                .isTrue();
    }

    @Test
    void list_resultsOfEarlierRuns_arePassedOver() throws IOException {
        make(
                "a.mp4",
                "first/.owner/1",
                "first/annotated/a.mp4",
                "first/segments/0/0.mp4",
                "first/raw/b.mp4",
                "annotated/c.mp4");
        InputLister lister = new InputLister(true, Location.of(folder.resolve("elsewhere")));

        List<InputFile> files = lister.list(List.of(new InputRoot("", in.toString())), Clips.WHOLE);

        assertThat(files).extracting(InputFile::video).containsExactly("a.mp4", "annotated/c.mp4", "first/raw/b.mp4");
        assertThat(lister.passedOver(files).earlierResults()).containsExactly("first/annotated", "first/segments");
    }

    /** They would be replaced by what is made of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "out",
                "out/annotated",
                "out/annotated/a.mp4",
                "out/annotated/*.mp4",
                "out/segments/0",
                "linked",
                "file",
                "deep"
            })
    void list_whereResultsGo_isRefused(String input) throws IOException {
        make("out/annotated/a.mp4", "out/segments/0/0.mp4");
        Files.createSymbolicLink(in.resolve("linked"), in.resolve("out/annotated"));
        Files.createSymbolicLink(
                Files.createDirectory(in.resolve("file")).resolve("a.mp4"), in.resolve("out/annotated/a.mp4"));
        Files.createSymbolicLink(Files.createDirectory(in.resolve("deep")).resolve("b"), in.resolve("out/annotated"));
        InputLister lister = new InputLister(true, Location.of(in.resolve("out")));

        assertThatThrownBy(() ->
                        lister.list(List.of(new InputRoot("", in.resolve(input).toString())), Clips.WHOLE))
                .isInstanceOf(ResultAsInputException.class)
                .hasMessageStartingWith(in.resolve(input.replaceAll("/[*].*|(?<=deep)$|(?<=file)$", "")) + "")
                .hasMessageContaining("cannot be an input: results go to " + in.resolve("out"));
    }

    /** The folder of annotated videos is a link to the folder of the videos. */
    @Test
    void list_whereALinkTakesResults_isRefused() throws IOException {
        make("raw/a.mp4", "out/x");
        Files.createSymbolicLink(in.resolve("out/annotated"), in.resolve("raw"));
        InputLister lister = new InputLister(true, Location.of(in.resolve("out")));

        assertThatThrownBy(() ->
                        lister.list(List.of(new InputRoot("", in.resolve("raw").toString())), Clips.WHOLE))
                .isInstanceOf(ResultAsInputException.class);
    }

    @Test
    void list_besideResultsInOutput_isTaken() throws IOException {
        make("raw/a.mp4", "annotated/a.mp4", "annotated too/b.mp4");
        InputLister lister = new InputLister(true, Location.of(in));

        assertThat(lister.list(
                        List.of(
                                new InputRoot("", in.resolve("raw").toString()),
                                new InputRoot("", in.resolve("annotated too").toString())),
                        Clips.WHOLE))
                .extracting(InputFile::video)
                .containsExactly("a.mp4", "b.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"videos/train.parquet", "videos/mine.mov", "segments/x/00000.mp4", "raw/b.mp4"})
    void requireNoForeignFile_resultOverAFileThatNoRunHasWritten_isRefused(String other) throws IOException {
        make("out/annotated/sub/b.mov.mp4", "out/" + other);
        Files.createDirectories(in.resolve("out/.owner"));
        InputLister lister = new InputLister(true, Location.of(in.resolve("out")));

        assertThatThrownBy(() -> lister.requireNoForeignFile(List.of(input("a.mp4"), input("sub/b.mov"))))
                .isInstanceOf(ForeignFileException.class)
                .hasMessage("no run has written " + in.resolve("out/annotated/sub/b.mov.mp4")
                        + ", and the result for sub/b.mov would replace it; move it, or choose another --output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw/b.mp4",
                "annotated/.gitkeep",
                "annotated/c.mp4",
                "annotated/lost+found/x",
                "annotated/a.mp4 videos/0123456789abcdef.parquet",
                "annotated/a.mp4 .owner/1"
            })
    void requireNoForeignFile_noneThereOrWrittenByRuns_goesOn(String files) throws IOException {
        make(files.replaceAll("^| ", " out/").trim().split(" "));

        for (String output : List.of("out", "none")) {
            new InputLister(true, Location.of(in.resolve(output)))
                    .requireNoForeignFile(List.of(input("a.mp4"), input("b.mp4")));
        }
    }

    private static InputFile input(String file) {
        return new InputFile(file, new org.apache.flink.core.fs.Path("/raw/" + file), 1, 1);
    }

    @Test
    void list_linkLoop_ends() throws IOException {
        make("sub/a.mp4");
        Files.createSymbolicLink(in.resolve("sub/back"), in);

        assertThat(names(true, in)).containsExactly("sub/a.mp4");
    }

    @Test
    void list_whatIsCalledLikeAVideoAndIsNone_isListed() throws IOException {
        make("a.mp4", "sub.mp4/b.mp4");
        Files.createSymbolicLink(in.resolve("gone.mp4"), in.resolve("nowhere.mp4"));
        Files.createSymbolicLink(in.resolve("circle.mp4"), in.resolve("circle.mp4"));
        Files.createSymbolicLink(in.resolve("gone.txt"), in.resolve("nowhere"));

        assertThat(names(false, in)).containsExactly("a.mp4", "circle.mp4", "gone.mp4", "sub.mp4");
        assertThat(names(true, in)).containsExactly("a.mp4", "circle.mp4", "gone.mp4", "sub.mp4", "sub.mp4/b.mp4");
    }

    @Test
    void outputName_ofALongName_isCutBetweenCharactersAndStaysItsOwn() throws IOException {
        String longest = "ü".repeat(125) + "a.mp4";
        String other = "ü".repeat(125) + "b.mp4";
        make("sub/" + longest, "sub/" + other);

        List<InputFile> files = list(true, new InputRoot("", in.toString()));

        assertThat(files).extracting(InputFile::video).containsExactlyInAnyOrder("sub/" + longest, "sub/" + other);
        assertThat(files)
                .extracting(InputFile::outputName)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> {
                    assertThat(name).matches("sub/ü{90}~[0-9a-f]{16}\\.mp4");
                    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(206);
                });
    }

    @Test
    void outputName_ofALongPath_isTheNameAndAHashOfAll() {
        String folders = "sub/".repeat(198);
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path("/x");

        assertThat(new InputFile(folders + "12.mp4", path, 0, 0).outputName()).isEqualTo(folders + "12.mp4");
        assertThat(List.of("12345", "ü".repeat(120)))
                .extracting(name -> new InputFile(folders + name + ".mp4", path, 0, 0).outputName())
                .satisfiesExactly(
                        name -> assertThat(name).matches("12345~[0-9a-f]{16}\\.mp4"),
                        name -> assertThat(name).matches("ü{90}~[0-9a-f]{16}\\.mp4"));
        assertThat(new InputFile("x" + folders + "12345.mp4", path, 0, 0).outputName())
                .isNotEqualTo(new InputFile(folders + "12345.mp4", path, 0, 0).outputName());
    }

    @Test
    void list_twoOfOneOutputName_namesBoth() throws IOException {
        make("a.mov", "a.mov.mp4");

        assertThatThrownBy(() -> names(false, in))
                .isInstanceOf(NameClashException.class)
                .hasMessage("two inputs would both become a.mov.mp4: " + in + "/a.mov and " + in
                        + "/a.mov.mp4; rename one, or give its folder a name of its own with --input NAME=PATH");
    }

    @Test
    void list_resultWhereAnotherNeedsAFolder_namesBoth() throws IOException {
        make("a.mov", "c.mp4/d.mp4");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("b.mp4"));
        InputRoot all = new InputRoot("", in.toString());
        InputRoot named = new InputRoot("a.mov.mp4", other.toString());

        assertThat(list(true, all)).as("c.mp4 and what is in it").hasSize(3);
        assertThatThrownBy(() -> list(true, all, named))
                .isInstanceOf(NameClashException.class)
                .hasMessage("two inputs would both become a.mov.mp4, one as a file and one as a folder: " + in
                        + "/a.mov and " + other + "/b.mp4"
                        + "; rename one, or give its folder a name of its own with --input NAME=PATH");
    }

    @Test
    void list_sameFileTwice_isOnce() throws IOException {
        make("a.mp4");
        InputRoot root = new InputRoot("", in.resolve("a.mp4").toString());

        assertThat(list(false, root, root)).hasSize(1);
    }

    @Test
    void list_namedRoots_putNamesInFront() throws IOException {
        make("x/a.mp4", "y/a.mp4");

        List<InputFile> files = list(
                false,
                new InputRoot("left", in.resolve("x").toString()),
                new InputRoot("right", in.resolve("y").toString()));

        assertThat(files).extracting(InputFile::video).containsExactly("left/a.mp4", "right/a.mp4");
    }

    @Test
    void outputName_addsTheEndingUnlessItIsThere() {
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path("/x");

        assertThat(new InputFile("a/b.Mp4", path, 0, 0).outputName()).isEqualTo("a/b.Mp4");
        assertThat(new InputFile("a/b.mov", path, 0, 0).outputName()).isEqualTo("a/b.mov.mp4");
        assertThat(new InputFile("b", path, 255, 16).fingerprint()).isEqualTo("ff-10");
    }

    /** {@code printf demo.mp4 | sha256sum | cut -c1-16}. */
    @Test
    void videoId_isTheHashOfTheOutputName() {
        InputFile file = new InputFile("demo.mp4", new org.apache.flink.core.fs.Path("/x"), 0, 0);

        assertThat(file.videoId()).isEqualTo("479911b2fc71da04");
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path file = in.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> names(boolean recursive, Path input) throws IOException {
        return list(recursive, new InputRoot("", input.toString())).stream()
                .map(InputFile::video)
                .toList();
    }

    private List<InputFile> list(boolean recursive, InputRoot... roots) throws IOException {
        return new InputLister(recursive, Location.of(folder.resolve("elsewhere")))
                .list(Arrays.asList(roots), Clips.WHOLE);
    }
}
