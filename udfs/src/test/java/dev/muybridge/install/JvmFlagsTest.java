package dev.muybridge.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Scripts and Maven cannot ask the class, so what they say is compared with it. */
final class JvmFlagsTest {
    private static final Path ROOT = Path.of("..");
    private static final String ANYBODY = "=ALL-UNNAMED";
    private static final Pattern OPENED = Pattern.compile("--add-opens=java\\.base/[a-z.]+" + ANYBODY);
    private static final Pattern PROPERTY = Pattern.compile("-Dorg\\.bytedeco\\.javacpp\\.(?!cachedir)[\\w.]+=[-\\w]+");
    private static final Pattern LOOP =
            Pattern.compile("for package in ([a-z. ]+); do\n  \\w+\\+=\\(\"--add-opens=java\\.base/java\\.\\$package"
                    + ANYBODY + "\"\\)\ndone\n");

    @Test
    void missing_inAJvmOfTests_isNothing() {
        assertThat(JvmFlags.missing()).isEmpty();
    }

    @Test
    void launcherAndCluster_giveThem() throws IOException {
        for (Path script : List.of(Path.of("muybridge"), Path.of("deploy", "flink", "cluster.sh"))) {
            assertThat(ofScript(Files.readString(ROOT.resolve(script))))
                    .as(script.toString())
                    .containsExactlyInAnyOrderElementsOf(JvmFlags.required());
        }
    }

    @Test
    void mavensTests_haveThem() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String flags = pom.substring(pom.indexOf("<test.jvm.args>"), pom.indexOf("</test.jvm.args>"));

        assertThat(found(flags, PROPERTY, OPENED)).containsExactlyInAnyOrderElementsOf(JvmFlags.required());
    }

    private static List<String> ofScript(String text) {
        List<String> flags = found(text, PROPERTY);
        Matcher loop = LOOP.matcher(text);
        assertThat(loop.find()).isTrue();
        for (String name : loop.group(1).split(" ", -1)) {
            flags.add("--add-opens=java.base/java." + name + ANYBODY);
        }
        return flags;
    }

    private static List<String> found(String text, Pattern... patterns) {
        List<String> flags = new ArrayList<>();
        for (Pattern pattern : patterns) {
            Matcher each = pattern.matcher(text);
            while (each.find()) {
                flags.add(each.group());
            }
        }
        return flags;
    }
}
