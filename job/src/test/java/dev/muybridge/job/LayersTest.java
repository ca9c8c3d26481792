package dev.muybridge.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.muybridge.testing.Architecture.BE_IN_A_NULL_MARKED_PACKAGE;
import static dev.muybridge.testing.Architecture.TESTS_HAVE_A_NAME_THAT_IS_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import dev.muybridge.testing.Architecture.Layer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the module table of the design: which package of this module may use which. */
final class LayersTest {
    private static final String BASE = "dev.muybridge.";
    private static final String[] OURS = {BASE + "job..", BASE + "app..", BASE + "cli..", BASE + "web.."};
    private static final String[] ADAPTERS = {
        BASE + "local..",
        BASE + "ray..",
        BASE + "media.ffmpeg..",
        BASE + "media.opencv..",
        BASE + "render.planes..",
        BASE + "binding..",
        BASE + "inference.mediapipe..",
        BASE + "inference.bundle.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(LayersTest::isOfThisModule)
            .importPackages("dev.muybridge");

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.muybridge");

    private static boolean isOfThisModule(Location location) {
        return location.contains("/dev/muybridge/job/")
                || location.contains("/dev/muybridge/app/")
                || location.contains("/dev/muybridge/cli/")
                || location.contains("/dev/muybridge/web/");
    }

    @Test
    void classes_areThere() {
        classes().should().resideInAnyPackage(OURS).check(MAIN);
        assertThat(MAIN).hasSizeGreaterThan(50);
    }

    /** Of all that is compiled here, in whatever package. */
    @Test
    void bench_isAnotherModule() {
        JavaClasses compiled = new ClassFileImporter().importPath(Path.of("target", "classes"));
        classes().should().resideInAnyPackage(OURS).check(compiled);
        noClasses().should().resideInAPackage("..bench..").check(compiled);
    }

    @Test
    void rayAndBytedeco_areUsedByNobodyHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.ray..", "org.bytedeco..")
                .check(MAIN);
    }

    @Test
    void adapters_areUsedByTheDriverAlone() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + "cli..", BASE + "app..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS)
                .check(MAIN);
    }

    @Test
    void config_usesTheJdkAndWhatDecidesResults() {
        layer("job.config").mayUse("install", "job.model", "media", "motion", "render", "stage");
    }

    @Test
    void model_usesTheDomain() {
        layer("job.model").mayUse("media", "motion", "pose");
    }

    @Test
    void storage_usesFlinksFiles() {
        layer("job.storage").and("org.apache.flink.core..").mayUse("job.model", "media", "pose");
    }

    @Test
    void poses_useStorageAndACompressor() {
        layer("job.poses")
                .and("org.apache.flink.core..", "org.slf4j..", "com.google.protobuf..", "io.airlift.compress..")
                .mayUse("job.model", "job.storage", "codec", "media", "motion", "pose", "proto", "stage");
    }

    @Test
    void table_usesParquetOverFlinksFiles() {
        layer("job.table")
                .and(
                        "org.apache.flink.core..",
                        "org.apache.parquet..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..")
                .mayUse("job.model", "job.storage", "motion", "pose");
    }

    @Test
    void quarantine_usesStorageAndWhatCrashesLeave() {
        layer("job.quarantine").and("org.slf4j..").mayUse("job.model", "job.storage", "stage", "pose", "crash");
    }

    @Test
    void owner_usesStorageAndKnowsProcesses() {
        layer("job.owner")
                .and("org.apache.flink.core..", "org.apache.flink.runtime.throwable..", "org.slf4j..")
                .mayUse("job.config", "job.storage", "crash");
    }

    @Test
    void progress_isAccumulatorsOfValues() {
        layer("job.progress")
                .and("org.apache.flink.api.common.accumulators..")
                .mayUse("job.model", "media", "motion", "stage");
    }

    @Test
    void http_isSpokenByFlinkAndItsPagesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")
                .check(MAIN);
    }

    @Test
    void source_usesFlinkButNoOperator() {
        layer("job.source")
                .and("org.apache.flink..", "org.slf4j..")
                .mayUse(
                        "job.config",
                        "job.model",
                        "job.poses",
                        "job.quarantine",
                        "job.storage",
                        "job.table",
                        "stage",
                        "media",
                        "pose");
    }

    @Test
    void sink_usesFlinkAndStorage() {
        layer("job.sink")
                .and("org.apache.flink..", "com.google.protobuf..", "org.slf4j..")
                .mayUse(
                        "job.config",
                        "job.model",
                        "job.owner",
                        "job.progress",
                        "job.storage",
                        "job.table",
                        "media",
                        "pose",
                        "proto");
    }

    @Test
    void operator_usesPortsAndStorage() {
        layer("job.operator")
                .and("org.apache.flink..", "org.slf4j..")
                .mayUse(
                        "job.config",
                        "job.model",
                        "job.poses",
                        "job.progress",
                        "job.quarantine",
                        "job.sink",
                        "job.source",
                        "job.storage",
                        "job.table",
                        "codec",
                        "media",
                        "motion",
                        "pose",
                        "stage");
    }

    @Test
    void job_isTheFlowAlone() {
        layer("job")
                .and("org.apache.flink..")
                .mayUse("job.config", "job.model", "job.operator", "job.sink", "job.source", "job.storage", "stage");
    }

    @Test
    void job_doesNotKnowItsDriver() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "app..", BASE + "cli..", "picocli..")
                .check(MAIN);
    }

    @Test
    void app_doesNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "cli..", "picocli..")
                .check(MAIN);
    }

    @Test
    void web_knowsFlinksKeysAndNothingOfOurs() {
        layer("web")
                .and(
                        "com.sun.net.httpserver..",
                        "java.net.http..",
                        "javax.net.ssl..",
                        "org.apache.flink.configuration..",
                        "org.apache.flink.runtime.net..")
                .mayUse();
    }

    @Test
    void terminalAndExit_areTheCommandLinesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(MAIN);
        slices().matching(BASE + "job.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void packages_areNullMarked() {
        classes().should(BE_IN_A_NULL_MARKED_PACKAGE).check(MAIN);
    }

    @Test
    void classesWithTests_haveANameThatIsRun() {
        TESTS_HAVE_A_NAME_THAT_IS_RUN.check(TESTS);
    }

    private static Layer layer(String name) {
        return new Layer(MAIN, name, List.of());
    }
}
