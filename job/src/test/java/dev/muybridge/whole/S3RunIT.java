package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.S3Server;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkList;
import dev.muybridge.job.config.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with inputs or OUTPUT on S3, or both: the results are those on a disk. */
@Tag("all")
final class S3RunIT {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static Runs.Ran onDisk;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(Files.createDirectory(folder.resolve("server")));
        server.connect();
        server.put(SmallVideos.step(), "in/deep/step.mp4");
        Path in = Files.createDirectories(folder.resolve("in/deep"));
        Files.copy(SmallVideos.step(), in.resolve("step.mp4"));
        onDisk = Runs.run(Asked.of(folder.resolve("in"), folder.resolve("out")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void fromAndToS3_isLikeOnADisk_andIsDoneOnce() throws Exception {
        Path output = server.bucket().resolve("out");

        RunReport first = run(S3Server.uri("in"), S3Server.uri("out")).report();

        assertThat(first.failed()).isEmpty();
        assertThat(first.done()).hasSize(1);
        assertLikeOnDisk(output);
        Map<String, byte[]> before = contents(output);

        Ended second = run(S3Server.uri("in"), S3Server.uri("out"));
        assertThat(second.report().skipped()).isEqualTo(1);
        assertThat(second.again()).isEmpty();
        assertThat(contents(output)).containsExactlyInAnyOrderEntriesOf(before);

        // A file that is as long as the one it is made for again.
        Path annotated = output.resolve("annotated/deep/step.mp4");
        server.put(
                Files.write(folder.resolve("noise"), new byte[(int) Files.size(annotated)]),
                "out/annotated/deep/step.mp4");
        String metrics = onDisk.output().relativize(onDisk.metrics()).toString();
        server.put(Files.write(folder.resolve("empty"), new byte[0]), "out/" + metrics);
        Ended third = run(S3Server.uri("in"), S3Server.uri("out"));
        assertThat(third.again()).containsOnlyKeys("deep/step.mp4");
        assertLikeOnDisk(output);
    }

    @Test
    void fromS3ToADisk_isTheSame() throws Exception {
        Path there = folder.resolve("from S3");
        assertThat(run(S3Server.uri("in"), there.toString()).report().done()).hasSize(1);
        assertLikeOnDisk(there);
    }

    @Test
    void fromADiskToS3_isTheSame() throws Exception {
        run(folder.resolve("in").toString(), S3Server.uri("from disk"));
        assertLikeOnDisk(server.bucket().resolve("from disk"));
    }

    private static void assertLikeOnDisk(Path output) throws Exception {
        List<String> names = Runs.visible(onDisk.output());
        assertThat(Runs.visible(output)).isEqualTo(names);
        for (String name : names) {
            if (name.endsWith(".mp4")) {
                assertThat(output.resolve(name))
                        .hasSameBinaryContentAs(onDisk.output().resolve(name));
            }
        }
        String metrics = onDisk.output().relativize(onDisk.metrics()).toString();
        assertThat(Tables.content(output.resolve(metrics))).isEqualTo(Tables.content(onDisk.metrics()));
        assertThat(Runs.files(output.resolve(".staging")))
                .filteredOn(name -> !name.equals("lock"))
                .isEmpty();
    }

    private static Map<String, byte[]> contents(Path output) throws Exception {
        Map<String, byte[]> contents = new HashMap<>();
        for (String name : Runs.visible(output)) {
            contents.put(name, Files.readAllBytes(output.resolve(name)));
        }
        return contents;
    }

    private static Ended run(String input, String output) throws Exception {
        return run(Asked.of(folder, folder).options(input, output));
    }

    private static Ended run(RunOptions options) throws Exception {
        Map<String, String> again = new HashMap<>();
        RunReport report = new VideoRun(options, WatchedToolkit.of(options), new RunListener() {
                    @Override
                    public void planned(WorkList work) {
                        again.putAll(work.again());
                    }
                })
                .execute();
        return new Ended(report, again);
    }

    /**
     * A run that has ended.
     *
     * @param again why videos that were done are done again
     */
    private record Ended(RunReport report, Map<String, String> again) {}
}
