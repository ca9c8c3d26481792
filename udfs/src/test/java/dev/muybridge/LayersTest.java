package dev.muybridge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.muybridge.testing.Architecture.BE_IN_A_NULL_MARKED_PACKAGE;
import static dev.muybridge.testing.Architecture.TESTS_HAVE_A_NAME_THAT_IS_RUN;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.muybridge.testing.Architecture.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the module table of the design: which package may use which. A package that does not exist yet passes. */
final class LayersTest {
    private static final String BASE = "dev.muybridge.";

    /** Every package there may be. Whoever adds one gives it a rule below. */
    private static final List<String> PACKAGES = List.of(
            "pose",
            "motion",
            "tracking",
            "media",
            "media.ffmpeg",
            "media.opencv",
            "inference",
            "inference.bundle",
            "inference.mediapipe",
            "render",
            "render.planes",
            "binding",
            "codec",
            "stage",
            "install",
            "crash",
            "local",
            "ray",
            "ray.bridge",
            "proto");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.muybridge");

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.muybridge");

    @Test
    void packages_areTheOnesWithARule() {
        classes()
                .should()
                .resideInAnyPackage(PACKAGES.stream().map(BASE::concat).toArray(String[]::new))
                .check(MAIN);
    }

    @Test
    void pose_usesTheJdk() {
        layer("pose").mayUse();
    }

    @Test
    void motion_usesPose() {
        layer("motion").mayUse("pose");
    }

    @Test
    void install_usesTheJdk() {
        layer("install").mayUse();
    }

    @Test
    void crash_usesTheJdk() {
        layer("crash").and("org.slf4j..").mayUse();
    }

    @Test
    void media_usesPose() {
        layer("media").mayUse("pose");
    }

    @Test
    void inference_usesPoseAndMedia() {
        layer("inference").mayUse("pose", "media");
    }

    @Test
    void tracking_usesTheDomainAndTheModelsPort() {
        layer("tracking").mayUse("pose", "motion", "media", "inference");
    }

    @Test
    void render_usesPoseMotionMediaAndItsPainter() {
        layer("render").mayUse("pose", "motion", "media", "render.planes");
    }

    @Test
    void planePainter_usesFramesAndBytedeco() {
        layer("render.planes").and("org.bytedeco.javacpp..").mayUse("motion", "media", "binding");
    }

    @Test
    void binding_usesTheInstallationAndBytedeco() {
        layer("binding").and("org.bytedeco.javacpp..").mayUse("install");
    }

    @Test
    void codec_usesValuesAndProtobuf() {
        layer("codec").and("com.google.protobuf..").mayUse("pose", "motion", "media", "stage", "proto");
    }

    @Test
    void stage_usesPortsButNoAdapterAndNoProtobuf() {
        layer("stage").mayUse("pose", "motion", "media", "tracking", "render");
    }

    @Test
    void ffmpegAdapter_usesItsPortAndBytedeco() {
        layer("media.ffmpeg").and("org.bytedeco..", "org.slf4j..").mayUse("media", "pose");
    }

    @Test
    void openCvAdapter_usesItsPortAndBytedeco() {
        layer("media.opencv")
                .and("org.bytedeco.javacpp..", "org.bytedeco.opencv..")
                .mayUse("media");
    }

    @Test
    void openCv_isUsedByItsAdapterAlone() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + "media.opencv..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.opencv..")
                .check(MAIN);
    }

    @Test
    void mediaPipeAdapter_usesItsPortAndBytedeco() {
        layer("inference.mediapipe")
                .and("org.bytedeco..", "org.slf4j..")
                .mayUse("inference", "media", "pose", "install", "crash", "binding");
    }

    @Test
    void modelBundler_usesTheInstallationAndTheModelsSchemas() {
        layer("inference.bundle")
                .and("com.google.flatbuffers..", "org.tensorflow.lite..")
                .mayUse("install");
    }

    @Test
    void proto_usesProtobuf() {
        layer("proto").and("com.google.protobuf..").mayUse();
    }

    @Test
    void bytedeco_isUsedByThoseWithNativeCodeAlone() {
        noClasses()
                .that(not(resideInAnyPackage(
                        BASE + "media.ffmpeg..",
                        BASE + "media.opencv..",
                        BASE + "inference.mediapipe..",
                        BASE + "render.planes..",
                        BASE + "binding..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(MAIN);
    }

    @Test
    void ray_isUsedByItsOwnPackageAlone() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + "ray..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.ray..")
                .check(MAIN);
    }

    @Test
    void rayBridge_knowsNothingOfVideo() {
        layer("ray.bridge").and("io.ray.api..", "com.sun.jna..", "org.slf4j..").mayUse();
    }

    @Test
    void flink_isUsedByNobody() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(MAIN);
    }

    @Test
    void javaCv_isUsedByNobody() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.javacv..")
                .check(MAIN);
    }

    @Test
    void javasPictures_areUsedByThoseWhoPaint() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + "render..", BASE + "tracking..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..")
                .check(MAIN);
    }

    @Test
    void compositionRoots_areUsedByNobody() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + "local..", BASE + "ray..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "local..", BASE + "ray..")
                .check(MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching(BASE + "(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void packages_areNullMarked() {
        classes()
                .that(not(resideInAnyPackage(BASE + "proto..")))
                .should(BE_IN_A_NULL_MARKED_PACKAGE)
                .check(MAIN);
    }

    @Test
    void classesWithTests_haveANameThatIsRun() {
        TESTS_HAVE_A_NAME_THAT_IS_RUN.check(TESTS);
    }

    private static Layer layer(String name) {
        return new Layer(MAIN, name, List.of());
    }
}
