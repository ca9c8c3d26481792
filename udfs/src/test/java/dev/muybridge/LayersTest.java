package dev.muybridge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

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
            "inference",
            "inference.bundle",
            "inference.mediapipe",
            "render",
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
    void render_usesPoseMotionAndMedia() {
        layer("render").mayUse("pose", "motion", "media");
    }

    @Test
    void codec_usesValuesAndProtobuf() {
        layer("codec").and("com.google.protobuf..").mayUse("pose", "motion", "media", "stage", "proto");
    }

    @Test
    void stage_usesPortsButNoAdapterAndNoProtobuf() {
        layer("stage").mayUse("pose", "motion", "media", "inference", "tracking", "render");
    }

    @Test
    void ffmpegAdapter_usesItsPortAndBytedeco() {
        layer("media.ffmpeg").and("org.bytedeco..", "org.slf4j..").mayUse("media", "pose");
    }

    @Test
    void mediaPipeAdapter_usesItsPortAndBytedeco() {
        layer("inference.mediapipe")
                .and("org.bytedeco..", "org.slf4j..")
                .mayUse("inference", "media", "pose", "install", "crash");
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
    void bytedeco_isUsedByTheTwoAdaptersAlone() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + "media.ffmpeg..", BASE + "inference.mediapipe..")))
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
                .should(beInANullMarkedPackage())
                .check(MAIN);
    }

    @Test
    void classesWithTests_haveANameThatIsRun() {
        classes()
                .that(new DescribedPredicate<>("have a test and can be made") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && type.getAllMethods().stream()
                                        .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
                    }
                })
                .should()
                .haveNameMatching(".*(Test|IT)(\\$.*)?")
                .check(TESTS);
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " has no package-info with @NullMarked"));
            }
        };
    }

    private static Layer layer(String name) {
        return new Layer(name, List.of());
    }

    /** One package, without the adapters that lie below it. */
    private record Layer(String name, List<String> libraries) {
        Layer and(String... more) {
            return new Layer(name, List.of(more));
        }

        void mayUse(String... others) {
            List<String> allowed = new ArrayList<>(List.of("java..", "javax..", "org.jspecify.."));
            allowed.add(BASE + name);
            allowed.addAll(libraries);
            for (String other : others) {
                allowed.add(BASE + other);
            }
            classes()
                    .that()
                    .resideInAPackage(BASE + name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(MAIN);
        }
    }
}
