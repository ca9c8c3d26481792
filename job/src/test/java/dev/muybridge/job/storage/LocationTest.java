package dev.muybridge.job.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocationTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.mp4",
                "a:b.mp4",
                "C:drive.mp4",
                "http:.mp4",
                "with space",
                " leading and trailing ",
                "100%.mp4",
                "50%20.mp4",
                "ünï 😀.mp4",
                "hash#1?b=c&d.mp4",
                "tab\tnew\nline.mp4",
                "~",
                "-dash",
                "a=b[1]{2}*.mp4",
                "back\\slash.mp4"
            })
    void parse_oddLocalName_isThatFile(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "12345");

        Location typed = Location.parse(file.toString());

        assertThat(typed.isLocal()).isTrue();
        assertThat(typed.local()).isEqualTo(file);
        assertThat(typed).hasToString(file.toString());
        assertThat(typed.name()).isEqualTo(name);
        assertThat(typed.files().getFileStatus(typed.path()).getLen()).isEqualTo(5);
        assertThat(Location.ofUri(typed.uri())).isEqualTo(typed);
        assertThat(Location.of(typed.path())).isEqualTo(typed);
        assertThat(Location.of(file)).isEqualTo(typed).hasSameHashCodeAs(typed);
        assertThat(Location.parse(folder.toString()).child(name)).isEqualTo(typed);
        assertThat(Location.parse(folder.getParent() + "/").child(folder.getFileName() + "/" + name))
                .isEqualTo(typed);
    }

    @Test
    void parse_relative_isBelowTheWorkingFolder() {
        Path here = Path.of("").toAbsolutePath();

        assertThat(Location.parse("a:b.mp4")).hasToString(here + "/a:b.mp4");
        assertThat(Location.parse(".")).hasToString(here.toString());
        assertThat(Location.parse("./.hidden/./.")).hasToString(here + "/.hidden");
        assertThat(Location.parse("../a")).hasToString(here + "/../a");
        assertThat(Location.parse("sub//deep/")).hasToString(here + "/sub/deep");
    }

    @Test
    void parse_folder_isTheSameWithASlashAndWithout_thereOrNot() throws IOException {
        Location before = Location.parse(folder + "/out put");

        Files.createDirectory(folder.resolve("out put"));

        assertThat(Location.parse(folder + "/out put")).isEqualTo(before);
        assertThat(Location.parse(folder + "/out put/")).isEqualTo(before);
        assertThat(Location.parse(folder + "//out put//")).isEqualTo(before);
        assertThat(before.uri()).isEqualTo("file:" + folder + "/out%20put");
    }

    @ParameterizedTest
    @CsvSource({
        "file:/in/a b.mp4, /in/a b.mp4",
        "file:///in/100%.mp4, /in/100%.mp4",
        "file:/in/a:b/, /in/a:b",
        "file:/in/..\\a\\b, /in/..\\a\\b",
        "file:/, /",
        "/, /"
    })
    void parse_uriOfALocalFile_isItsPath(String typed, String path) {
        Location location = Location.parse(typed);

        assertThat(location.isLocal()).isTrue();
        assertThat(location).hasToString(path).isEqualTo(Location.parse(path));
        assertThat(location.local()).isEqualTo(Path.of(path));
    }

    @ParameterizedTest
    @CsvSource({
        "hdfs://name:8020/in/a b.mp4, hdfs://name:8020/in/a b.mp4, hdfs://name:8020/in/a%20b.mp4",
        "s3://bucket, s3://bucket/, s3://bucket/",
        "s3://bucket/, s3://bucket/, s3://bucket/",
        "s3://bucket//a//b/, s3://bucket/a/b, s3://bucket/a/b",
        "s3://bucket/100%.mp4, s3://bucket/100%.mp4, s3://bucket/100%25.mp4",
        "hdfs:/in/ü, hdfs:/in/ü, hdfs:/in/ü"
    })
    void parse_elsewhere_printsWithItsScheme(String typed, String printed, String uri) {
        Location location = Location.parse(typed);

        assertThat(location.isLocal()).isFalse();
        assertThat(location).hasToString(printed);
        assertThat(location.uri()).isEqualTo(uri);
        assertThat(Location.parse(printed)).isEqualTo(location);
        assertThat(Location.ofUri(uri)).isEqualTo(location);
        assertThatThrownBy(location::local)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(printed + " is not on this machine");
    }

    @Test
    void isObjectStore_isS3Alone() {
        assertThat(Location.parse("s3://bucket/a").isObjectStore()).isTrue();
        assertThat(Location.parse("s3a://bucket/a").isObjectStore()).isTrue();
        assertThat(Location.parse("hdfs://name:8020/a").isObjectStore()).isFalse();
        assertThat(Location.parse("/s3").isObjectStore()).isFalse();
        assertThat(Location.parse("s3://bucket/a").scheme()).isEqualTo("s3");
    }

    @Test
    void child_elsewhere_keepsTheSchemeAndOddNames() {
        assertThat(Location.parse("s3://bucket").child("annotated/a:b 100%.mp4"))
                .hasToString("s3://bucket/annotated/a:b 100%.mp4");
        assertThat(Location.parse("/").child("a")).hasToString("/a");
        assertThat(Location.parse("/").name()).isEmpty();
    }

    @Test
    void parent_isTheFolder_whateverBackslashesLookLike() {
        assertThat(Location.parse("/out/..\\..\\x/a.mp4").parent()).hasToString("/out/..\\..\\x");
        assertThat(Location.parse("s3://bucket/a").parent()).isEqualTo(Location.parse("s3://bucket"));
        assertThatThrownBy(() -> Location.parse("/").parent()).hasMessage("/ has no folder");
    }

    @Test
    void parse_nothing_isRefused() {
        assertThatThrownBy(() -> Location.parse(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a path must not be empty");
    }
}
