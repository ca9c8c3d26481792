package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import dev.muybridge.whole.SmallVideos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench chaos} on YARN, and on several nodes of Ray, with one kill of each of three kinds. */
@Tag("all")
final class ChaosPlacesIT {
    @TempDir
    Path folder;

    @Test
    void killsOnYarn_changeNothing() throws Exception {
        assumeInstalled("hadoop/3.4.2/lib");

        chaos("yarn", "a TaskManager", "the JobManager", "the client that waits");
    }

    @Test
    void killsOnSeveralNodesOfRay_changeNothingOnS3() throws Exception {
        assumeInstalled("s3proxy/4.1.0");

        chaos("ray", "the raylet of another node", "a Ray worker", "the program alone");
    }

    private static void assumeInstalled(String servers) throws IOException, InterruptedException {
        assumeThat(Installation.current().home().resolve(servers))
                .as("servers that './muybridge test --all' installs")
                .isDirectory();
        Process unshare = new ProcessBuilder("unshare", "--user", "--map-root-user", "--net", "true").start();
        assumeThat(unshare.waitFor()).as("a network of the test's own").isZero();
    }

    private void chaos(String place, String... kinds) throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.walk(), input.resolve("walk.mp4"));
        Files.copy(SmallVideos.step(), input.resolve("step.mp4"));
        Files.writeString(input.resolve("text.mp4"), "no video\n".repeat(100));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] arguments = ("bench chaos --kills 3 --seed 3 --place " + place + " --input").split(" ", -1);
        String[] command = Arrays.copyOf(arguments, arguments.length + 1);
        command[arguments.length] = input.toString();

        int code = BenchMain.run(command, out, out);

        String lines = printed.toString(StandardCharsets.UTF_8);
        for (String kind : kinds) {
            assertThat(lines).containsPattern("(?m)^ *1 kills of " + kind + "$");
        }
        assertThat(lines).containsPattern("(?m)^ *0 lost\n *0 twice\n *0 half\n *0 other problems$");
        assertThat(code).as(lines).isZero();
    }
}
