package dev.muybridge.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.muybridge.testing.Architecture.TESTS_HAVE_A_NAME_THAT_IS_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** This module is one package, and JavaCV's one reader is all that it has of Bytedeco's. */
final class LayersTest {
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target", "test-classes"));

    @Test
    void classes_areThere_inOnePackage() {
        assertThat(MAIN).hasSizeGreaterThan(20);
        classes().should().resideInAPackage("dev.muybridge.bench").check(MAIN);
        classes().should().resideInAPackage("dev.muybridge.bench").check(TESTS);
    }

    @Test
    void bytedeco_isUsedByJavaCvsReaderAlone() {
        noClasses()
                .that()
                .doNotHaveSimpleName("GrabberReader")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "io.ray..")
                .check(MAIN);
    }

    @Test
    void package_isNullMarked() {
        assertThat(BenchMain.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }

    @Test
    void classesWithTests_haveANameThatIsRun() {
        TESTS_HAVE_A_NAME_THAT_IS_RUN.check(TESTS);
    }
}
