package dev.muybridge.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles the models that set-up has fetched, in a home of its own. */
final class ModelBundlerIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Installation home;

    @BeforeEach
    void fetch() throws IOException {
        home = new Installation(folder);
        Files.createDirectories(home.rawModels());
        try (Stream<Path> models = Files.list(Installation.current().rawModels())) {
            for (Path model : models.toList()) {
                Files.copy(model, home.rawModels().resolve(model.getFileName()));
            }
        }
    }

    @Test
    void bundle_inAnyTimeZone_makesThePinnedBytes() throws IOException {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(ModelBundler.bundle(home)).containsExactly(all());
        } finally {
            TimeZone.setDefault(zone);
        }
        for (ModelSize size : ModelSize.values()) {
            assertThat(Sha256.of(home.model(size))).isEqualTo(ModelBundler.sha256(size));
        }
        try (Stream<Path> files = Files.list(home.model(ModelSize.LITE).resolveSibling(""))) {
            assertThat(files).containsExactlyInAnyOrder(all());
        }
    }

    @Test
    void bundle_again_makesOnlyWhatIsDamagedOrMissing() throws IOException {
        ModelBundler.bundle(home);
        Files.delete(home.model(ModelSize.LITE));
        Files.write(home.model(ModelSize.FULL), new byte[10]);
        FileTime old = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(home.model(ModelSize.HEAVY), old);
        assertThat(ModelBundler.bundle(home))
                .isEqualTo(List.of(home.model(ModelSize.LITE), home.model(ModelSize.FULL)));
        assertThat(Files.getLastModifiedTime(home.model(ModelSize.HEAVY))).isEqualTo(old);
        assertThat(ModelBundler.bundle(home)).isEmpty();
    }

    @Test
    void bundle_plainModelAbsent_throwsError() throws IOException {
        Path absent = home.rawModels().resolve("pose_landmark_full.tflite");
        Files.delete(absent);
        assertThatThrownBy(() -> ModelBundler.bundle(home))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(absent + ": this pose model is missing; './muybridge setup' fetches it");
        assertThat(home.model(ModelSize.FULL)).doesNotExist();
    }

    @Test
    void bundle_plainModelGarbage_throwsError() throws IOException {
        Path garbage = Files.writeString(home.rawModels().resolve("pose_detection.tflite"), "not a model");
        assertThatThrownBy(() -> ModelBundler.bundle(home))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        garbage + " cannot be bundled: a TFLite model has the file id TFL3, these 11 bytes have not");
    }

    @Test
    void bundle_otherModel_throwsError() throws IOException {
        Files.copy(
                home.rawModels().resolve("pose_landmark_full.tflite"),
                home.rawModels().resolve("pose_landmark_lite.tflite"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> ModelBundler.bundle(home))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the plain models in " + home.rawModels()
                        + " are not those of version 0.5.1675469404: the SHA-256 of the bundle lite must be "
                        + ModelBundler.sha256(ModelSize.LITE) + ", was ");
        assertThat(home.model(ModelSize.LITE)).doesNotExist();
    }

    @Test
    void bundle_noLandmarkModel_throwsError() throws IOException {
        Path other = home.rawModels().resolve("pose_landmark_lite.tflite");
        Files.copy(
                home.rawModels().resolve("pose_detection.tflite"),
                other,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> ModelBundler.bundle(home))
                .isInstanceOf(IOException.class)
                .hasMessage(other + " cannot be bundled: a landmark model has 5 outputs, this one has 2");
        assertThat(home.model(ModelSize.LITE)).doesNotExist();
    }

    @Test
    void bundle_leavesTheBundlesOfOlderVersionsAlone() throws IOException {
        Path older = home.home().resolve("models/0.5.1675469404/pose_landmarker_lite.task");
        Files.createDirectories(older.resolveSibling(""));
        Files.writeString(older, "made by an older version");
        ModelBundler.bundle(home);
        assertThat(older).hasContent("made by an older version");
        assertThat(home.model(ModelSize.LITE).resolveSibling(""))
                .isEqualTo(home.home().resolve("models/0.5.1675469404-nomask"));
    }

    private Path[] all() {
        return Stream.of(ModelSize.values()).map(home::model).toArray(Path[]::new);
    }
}
