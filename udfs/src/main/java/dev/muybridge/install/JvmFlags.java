package dev.muybridge.install;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a JVM that processes videos has to be started with, because it cannot be set later. */
public final class JvmFlags {
    /** The FFmpeg that can encode, and no limit for native memory: JavaCPP would take what other libraries use for its own. */
    private static final List<String> PROPERTIES =
            List.of("org.bytedeco.javacpp.platform.extension=-gpl", "org.bytedeco.javacpp.maxPhysicalBytes=0");

    /** The packages that Flink and Ray's serialization reach into. Without them any exception would end its Ray actor. */
    private static final List<String> OPENED = List.of(
            "java.lang", "java.math", "java.util", "java.util.concurrent", "java.net", "java.text", "java.time");

    private JvmFlags() {}

    /** All of them, in the order in which they are usually given. */
    public static List<String> required() {
        return flags(property -> true, name -> true);
    }

    /** Those that this JVM was started without, in the same order; empty if it has them all. */
    public static List<String> missing() {
        Module anybody = ClassLoader.getSystemClassLoader().getUnnamedModule();
        Module jdk = Object.class.getModule();
        return flags(property -> !isSet(property), name -> !jdk.isOpen(name, anybody));
    }

    private static boolean isSet(String property) {
        int equals = property.indexOf('=');
        @Nullable String value = System.getProperty(property.substring(0, equals));
        return property.substring(equals + 1).equals(value);
    }

    private static List<String> flags(Predicate<String> property, Predicate<String> opened) {
        return Stream.concat(
                        PROPERTIES.stream().filter(property).map("-D"::concat),
                        OPENED.stream().filter(opened).map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"))
                .toList();
    }

    /** Prints them, one in each line, as {@code java @FILE} reads them. */
    public static void main(String[] arguments) {
        required().forEach(System.out::println);
    }
}
