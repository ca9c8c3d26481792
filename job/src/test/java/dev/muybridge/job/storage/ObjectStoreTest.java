package dev.muybridge.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in an object store without a rename and without a folder. */
final class ObjectStoreTest {
    @TempDir
    Path folder;

    private OutputLayout layout;

    @BeforeEach
    void begin() {
        OnePlugin.use("s3", new Store());
        layout = new OutputLayout("s3://bucket" + folder, new Keys("p", "r", "a"));
    }

    @AfterEach
    void end() {
        OnePlugin.useNone();
    }

    @Test
    void stagedFile_isPutInItsPlace_alsoOverAnother() throws Exception {
        for (String text : List.of("old", "newer")) {
            StagingStore.write(layout.path("a/b"), text.getBytes(StandardCharsets.UTF_8));

            assertThat(folder.resolve("a/b")).hasContent(text);
            assertThat(StagingStore.read(layout.path("a/b"))).hasValue(text.getBytes(StandardCharsets.UTF_8));
            assertThat(folder.resolve("a")).isDirectoryNotContaining("glob:**/.*");
        }
        StagingStore.touch(layout.path("a/c"));
        assertThat(folder.resolve("a/c")).isEmptyFile();
        assertThat(StagingStore.read(layout.path("a/absent"))).isEmpty();
    }

    @Test
    void whatIsPutAside_isCopiedAndRemoved() throws Exception {
        List<String> told = new ArrayList<>();
        Files.writeString(folder.resolve("a"), "bad");

        new Aside(layout, (file, why) -> told.add(file + ": " + why)).put("a", "it is bad");

        assertThat(told).containsExactly("a: it is bad");
        assertThat(folder.resolve("a")).doesNotExist();
        try (var aside = Files.list(folder.resolve(".aside"))) {
            assertThat(aside).singleElement().satisfies(file -> assertThat(file).hasContent("bad"));
        }
    }

    @Test
    void whatIsNotThere_isRemovedWithoutAnError() throws Exception {
        new FlinkOutputStore(layout).delete("absent");
        new FlinkOutputStore(layout).deleteFile("absent");
    }

    /** Files below a folder of this machine that are written as a store does it. */
    private static final class Store extends LocalFileSystem {
        @Override
        public FSDataOutputStream create(org.apache.flink.core.fs.Path path, WriteMode mode)
                throws java.io.IOException {
            return LocalFileSystem.getSharedInstance().create(path, mode);
        }

        @Override
        public boolean rename(org.apache.flink.core.fs.Path from, org.apache.flink.core.fs.Path to) {
            throw new AssertionError("a rename of " + from);
        }

        @Override
        public boolean mkdirs(org.apache.flink.core.fs.Path path) {
            throw new AssertionError("a folder " + path);
        }
    }
}
