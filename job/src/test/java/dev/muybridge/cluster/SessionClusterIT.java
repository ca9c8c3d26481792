package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.PortProbe;
import dev.muybridge.cli.PortProbe.StoppedBy;
import dev.muybridge.install.Installation;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.testing.ListeningSocket;
import dev.muybridge.testing.Stranger;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import dev.muybridge.whole.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs one after another in the same processes of a Flink cluster, submitted with {@code flink run}, one cancelled. */
@Tag("all")
final class SessionClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOMENTS = 10;
    private static final List<String> PROCESSES = List.of("jobmanager", "taskmanager");
    private static final List<String> ALL_PROCESSES = List.of("jobmanager", "taskmanager", "pages", "ray");

    @TempDir
    static Path folder;

    private static ClusterScript cluster;
    private static Asked mixed;
    private static Asked walk;
    private static Asked alone;
    private static Asked disturbed;
    private static ClusterScript.Ended disturbedEnded;
    private static ClusterScript.Ended mixedEnded;
    private static Cancelled cancelled;
    private static ClusterScript.Ended walkEnded;
    private static LeftAlone leftAlone;

    private record Cancelled(ClusterScript.Ended ended, List<String> visible, List<String> kept) {}

    private record LeftAlone(ClusterScript.Ended ended, ClusterScript.Ended refused) {}

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        cluster = new ClusterScript(folder.resolve("clu ster 'ü"), Files.createDirectory(folder.resolve("wo rk")));
        Path input = Files.createDirectory(cluster.work().resolve("in put"));
        Files.copy(SmallVideos.step(), input.resolve("step ü.mp4"));
        Files.writeString(input.resolve("text.mp4"), "no video\n".repeat(100));
        mixed = Asked.of(Path.of("in put"), Path.of("mixed out"));
        walk = Asked.of(SmallVideos.walk(), cluster.work().resolve("walk")).segmentSeconds(1);
        alone = Asked.of(SmallVideos.step(), cluster.work().resolve("alone")).workers(2);

        ClusterScript.Ended started = cluster.start();
        assertThat(started.code()).as(String.join("\n", started.lines())).isZero();
        disturbed = Asked.of(SmallVideos.step(), cluster.work().resolve("disturbed"));
        disturbedEnded = killTaskManager();
        mixedEnded = cluster.submit(mixed).await();
        cancelled = cancel();
        walkEnded = watch(cluster.submit(walk));
        leftAlone = leaveAlone();
    }

    /** When files have been written out of sight that no checkpoint knows of yet. */
    private static ClusterScript.Ended killTaskManager() throws IOException, InterruptedException {
        ClusterScript.Begun begun = cluster.submit(disturbed);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !begun.process().isAlive()
                        || Runs.visible(disturbed.output()).stream().anyMatch(file -> file.contains(".inprogress.")));
        long killed = cluster.pid("taskmanager");
        ClusterScript.signal(killed, "KILL");
        ClusterScript.Ended restarted = cluster.run("restart");
        assertThat(restarted.code()).as(String.join("\n", restarted.lines())).isZero();
        assertThat(cluster.pid("taskmanager")).isNotEqualTo(killed);
        return begun.await();
    }

    /** In the middle: something is staged, and nothing published. */
    private static Cancelled cancel() throws IOException, InterruptedException {
        ClusterScript.Begun begun = cluster.submit(walk);
        Awaitility.await().atMost(PATIENCE).until(() -> !begun.process().isAlive() || staged().size() >= 2);
        begun.signal("INT");
        return new Cancelled(begun.await(), Runs.visible(walk.output()), staged());
    }

    /** On its way it says how far it is. */
    private static ClusterScript.Ended watch(ClusterScript.Begun begun) throws IOException, InterruptedException {
        Path status = walk.output().resolve(".staging").resolve("status");
        Set<String> shares = new TreeSet<>();
        while (begun.process().isAlive()) {
            try (Stream<String> lines = Files.lines(status)) {
                lines.skip(1)
                        .findFirst()
                        .ifPresent(line -> shares.add(line.replaceAll("%.*", "").strip()));
            } catch (NoSuchFileException e) {
                // Before the job and after it.
            }
            Thread.sleep(200);
        }
        assertThat(shares).anyMatch(share -> share.matches("[1-9]\\d?"));
        return begun.await();
    }

    private static List<String> staged() throws IOException {
        return Runs.files(walk.output().resolve(".staging")).stream()
                .filter(file -> file.endsWith(".poses") && !file.contains(".writing-"))
                .toList();
    }

    /** The TaskManager stands still meanwhile, so that the job is still there when another wants the same OUTPUT. */
    private static LeftAlone leaveAlone() throws IOException, InterruptedException {
        long worker = cluster.pid("taskmanager");
        LeftAlone result;
        ClusterScript.signal(worker, "STOP");
        try {
            result = new LeftAlone(
                    cluster.submitRemote(alone, "-d", "--ray", "off").await(),
                    cluster.submit(alone).await());
        } finally {
            ClusterScript.signal(worker, "CONT");
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Runs.files(alone.output().resolve("videos")).stream()
                        .anyMatch(file -> file.endsWith(".parquet") && !file.startsWith(".")));
        return result;
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        List<Long> processes = new ArrayList<>();
        for (String name : ALL_PROCESSES) {
            processes.add(cluster.pid(name));
        }
        Asked last = Asked.of(SmallVideos.walk(), cluster.work().resolve("last"));
        assertThat(cluster.submit(last, "-d").await().code()).isZero();
        ClusterScript.Ended stopped = cluster.run("stop");
        assertThat(stopped.code()).isZero();
        assertThat(stopped.lines())
                .anyMatch(line ->
                        line.matches("ends job [0-9a-f]{32} \\(muybridge to .*last\\); the same submit, after the next"
                                + " start, continues it"));
        assertThat(processes).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(cluster.run("status").code()).isEqualTo(3);
        // It has links to jars elsewhere, of which JUnit would warn.
        Runs.delete(cluster.folder());
    }

    @Test
    void otherUser_getsIntoNoFolder() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.folder())))
                .isEqualTo("rwx------");
        Path pipe = cluster.folder().resolve("run/ray.in");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pipe)))
                .isEqualTo("rw-------");
        Stranger.assumePossible();
        ProcessHandle ray = ProcessHandle.of(cluster.pid("ray")).orElseThrow();
        assertThat(Stranger.start(ray, MOMENTS).assertShutOut()).isEqualTo(MOMENTS);
    }

    @Test
    void goodAndBadVideo_isThreeAndTheResultsAreThoseOfOneProcess() throws Exception {
        assertThat(mixedEnded.code()).isEqualTo(3);
        assertThat(mixedEnded.lines()).contains("2 videos to do", "done    step ü.mp4 (45 frames)");
        assertThat(mixedEnded.lines()).anyMatch(line -> line.startsWith("failed  text.mp4: not_a_video: "));
        assertThat(mixedEnded.lines()).anyMatch(line -> line.startsWith("1 done, 1 failed, 0 done before; 45 frames"));
        Path work = cluster.work();
        checkSame(
                Asked.of(work.resolve("in put"), work.resolve("mixed out"))
                        .model(mixed.model())
                        .people(mixed.wanted().people()),
                "annotated/step ü.mp4");
    }

    @Test
    void cancelledJob_showsNothingAndTheNextOneGoesOnToTheSameResults() throws Exception {
        assertThat(cancelled.ended().code()).isEqualTo(130);
        assertThat(cancelled.ended().lines()).contains("stopping; run the same command again to continue");
        assertThat(cancelled.visible()).isEmpty();
        assertThat(cancelled.kept()).hasSizeBetween(2, 7);
        assertThat(walkEnded.code()).isZero();
        checkSame(walk, "annotated/walk.mp4");
    }

    @Test
    void taskManagerThatIsKilled_andStartedAnew_changesNothingAndLeavesNothing() throws Exception {
        assertThat(disturbedEnded.code())
                .as(String.join("\n", disturbedEnded.lines()))
                .isZero();
        assertThat(Runs.visible(disturbed.output())).noneMatch(file -> file.contains("/."));
        assertThat(Runs.files(disturbed.output().resolve(".staging"))).isEmpty();
        checkSame(disturbed, "annotated/step.mp4");
    }

    @Test
    void jobLeftAlone_isHandedOverAndKeepsItsOutputToItself() throws Exception {
        assertThat(leftAlone.ended().code()).isZero();
        assertThat(leftAlone.ended().lines())
                .endsWith("the job continues on its own; a video is done once its row is in " + alone.output()
                        + "/videos");
        assertThat(leftAlone.refused().code()).isEqualTo(1);
        assertThat(leftAlone.refused().lines())
                .singleElement()
                .asString()
                .matches(
                        "muybridge: submitted run \\S+.* is writing to .*/alone; wait for it, or choose another --output");
        checkSame(alone, "annotated/step.mp4");
    }

    private static void checkSame(Asked asked, String annotated) throws Exception {
        Asked local = asked.into(folder.resolve("local")).again();
        Runs.Ran ran = Runs.run(local);
        Path output = asked.output();
        assertThat(Tables.content(output.resolve("metrics"))).isEqualTo(Tables.content(ran.metrics()));
        assertThat(videos(output)).isEqualTo(videos(ran.output()));
        assertThat(output.resolve(annotated))
                .hasSameBinaryContentAs(ran.output().resolve(annotated));
        Runs.delete(ran.output());
    }

    /** The rows without what a run was spared and what it spent. */
    private static Set<Object> videos(Path output) {
        Set<Object> rows = new HashSet<>();
        for (JsonNode row : Tables.pyarrow(output.resolve("videos")).path("rows")) {
            TreeMap<String, String> cells = new TreeMap<>();
            row.properties()
                    .forEach(cell -> cells.put(cell.getKey(), cell.getValue().asText()));
            cells.remove("seconds_spent");
            cells.remove("segments_reused");
            rows.add(cells);
        }
        return rows;
    }

    /** The JDK's own cache of method handles keeps the classes of the latest job that compared records; four have run. */
    @Test
    void classesOfJobs_areGone() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (String name : PROCESSES) {
                assertThat(userClassLoaders(name)).as(name).isLessThanOrEqualTo(1);
            }
            assertThat(cluster.jcmd("taskmanager", "Thread.print"))
                    .noneMatch(line -> line.startsWith("\"worker-") || line.startsWith("\"muybridge-io"));
        });
    }

    private static int userClassLoaders(String process) throws IOException, InterruptedException {
        String type = "org.apache.flink.util.ChildFirstClassLoader";
        for (String line : cluster.jcmd(process, "GC.class_histogram")) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 4 && words[3].equals(type)) {
                return Integer.parseInt(words[1]);
            }
        }
        return 0;
    }

    @Test
    void nativeLibraries_areLoadedOnceFromWhereTheyWereInstalled() throws IOException {
        String home = Installation.current().home().toRealPath().toString();
        List<String> libraries = libraries(cluster.pid("taskmanager"));

        for (String name :
                List.of("libmediapipe.so", "libavcodec.so", "libjniMediaPipeNative.so", "libjniDrawingNative.so")) {
            assertThat(libraries)
                    .filteredOn(library -> library.contains("/" + name))
                    .singleElement()
                    .asString()
                    .startsWith(home);
        }
        assertThat(libraries)
                .as("Netty's, which Flink unpacks and deletes, is the only copy")
                .filteredOn(library -> library.startsWith("/tmp/") && !library.contains("netty"))
                .isEmpty();
        assertThat(Runs.files(cluster.folder().resolve("tmp"))).noneMatch(file -> file.contains(".so"));
    }

    /** Those that are in a process. */
    private static List<String> libraries(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
                .map(line -> line.split("\\s+", 6))
                .filter(words -> words.length == 6 && words[5].contains(".so"))
                .map(words -> words[5])
                .distinct()
                .toList();
    }

    @Test
    void everything_listensOnLoopbackAlone() throws IOException {
        for (String name : PROCESSES) {
            assertThat(ListeningSocket.of(cluster.pid(name)))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(ListeningSocket::isLoopback);
        }
    }

    /** The TaskManager has workers in Ray, and so a port of Ray's. */
    @Test
    void everyListener_asksForTheClustersKeyOrRaysTokenOrTheSecret() throws Exception {
        assertThat(stoppedBy("jobmanager")).containsOnly(StoppedBy.KEY);
        assertThat(stoppedBy("taskmanager")).contains(StoppedBy.KEY).isSubsetOf(StoppedBy.KEY, StoppedBy.RAY_TOKEN);
        assertThat(stoppedBy("pages")).containsExactly(StoppedBy.SECRET);
    }

    private static List<StoppedBy> stoppedBy(String process) throws Exception {
        List<StoppedBy> found = new ArrayList<>();
        for (ListeningSocket socket : ListeningSocket.of(cluster.pid(process))) {
            found.add(PortProbe.at(socket.port()));
        }
        return found;
    }

    @Test
    void keyAndPasswords_areReadByThisUserAlone() throws IOException {
        Path home = cluster.folder();
        assertThat(permissions(home)).isEqualTo("rwx------");
        for (String file :
                List.of("keys/flink.p12", "keys/password", "conf/config.yaml", "run/pages", "log/pages.out")) {
            assertThat(permissions(home.resolve(file))).as(file).isEqualTo("rw-------");
        }
        String password = Files.readString(home.resolve("keys/password")).strip();
        for (String log : Runs.files(home.resolve("log"))) {
            if (!log.contains("/")) {
                assertThat(Files.readString(home.resolve("log").resolve(log), StandardCharsets.ISO_8859_1))
                        .as(log)
                        .doesNotContain(password);
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void ray_keepsNoActorAndListensOnLoopbackAlone() throws IOException {
        RayProcesses processes =
                new RayProcesses(ProcessHandle.of(cluster.pid("ray")).orElseThrow());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(processes.workers()).isEmpty());
        assertThat(processes.listening()).isNotEmpty().allMatch(ListeningSocket::isLoopback);
        assertThat(Runs.files(cluster.folder().resolve("log"))).contains("taskmanager.log");
        assertThat(Files.readString(cluster.folder().resolve("log/taskmanager.log")))
                .as("the workers were Ray's")
                .contains("muybridge worker is up: process ");
    }

    @Test
    void lib_hasNothingOfFlinkAndFlinkNothingOfOurs() throws IOException {
        assertThat(Runs.files(Path.of("target", "lib")))
                .anyMatch(file -> file.startsWith("muybridge-udfs-"))
                .noneMatch(file -> file.startsWith("flink-") || file.startsWith("log4j-") || file.startsWith("slf4j-"));
        assertThat(Runs.files(Path.of("target", "flink")))
                .anyMatch(file -> file.startsWith("flink-streaming-java-"))
                .noneMatch(file -> file.startsWith("muybridge-") || file.startsWith("ffmpeg-"));
    }
}
