package dev.muybridge.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.platform.commons.annotation.Testable;

/** Rules for the classes of every module. */
public final class Architecture {
    private static final String BASE = "dev.muybridge.";

    /** Maven runs tests by the names of their classes; one with another name would be run never. */
    public static final ArchRule TESTS_HAVE_A_NAME_THAT_IS_RUN = ArchRuleDefinition.classes()
            .that(new DescribedPredicate<>("have a test and can be made") {
                @Override
                public boolean test(JavaClass type) {
                    return !type.getModifiers().contains(JavaModifier.ABSTRACT)
                            && type.getAllMethods().stream()
                                    .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
                }
            })
            .should()
            .haveNameMatching(".*(Test|IT)(\\$.*)?");

    /** Null is said where it may be. */
    public static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE =
            new ArchCondition<>("be in a package marked @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            type, marked, type.getPackageName() + " has no package-info with @NullMarked"));
                }
            };

    private Architecture() {}

    /**
     * One package below {@code dev.muybridge}, without those below it.
     *
     * @param classes where it is looked for
     * @param name without the base
     * @param libraries the packages of others that it may use
     */
    public record Layer(JavaClasses classes, String name, List<String> libraries) {
        /** The same, with those libraries. */
        public Layer and(String... more) {
            return new Layer(classes, name, List.of(more));
        }

        /** Checks that it uses nothing else of ours but {@code others}. */
        public void mayUse(String... others) {
            List<String> allowed = new ArrayList<>(List.of("java..", "javax..", "org.jspecify.."));
            allowed.add(BASE + name);
            allowed.addAll(libraries);
            for (String other : others) {
                allowed.add(BASE + other);
            }
            ArchRuleDefinition.classes()
                    .that()
                    .resideInAPackage(BASE + name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(classes);
        }
    }
}
