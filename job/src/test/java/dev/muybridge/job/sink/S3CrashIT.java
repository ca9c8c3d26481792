package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.app.S3Server;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.owner.PausedOwner;
import dev.muybridge.job.sink.PublisherCrashTest.Case;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Publishing on S3 that ends after each single change of the store. The old and the new files have equal length, which is all that
 * Flink's writer for S3 compares when it commits once more.
 */
final class S3CrashIT {
    /** How many changes apart the crashes of the short test are. */
    private static final int APART = 9;

    @TempDir
    static Path folder;

    private static S3Server server;
    private static int outputs;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(folder);
        CrashingStore.over(server.connect());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @BeforeEach
    @AfterEach
    void noMoreCrashes() {
        CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
    }

    @Test
    void crash_nowAndThen_leavesOneMakingWhole() throws IOException {
        Case again = PublisherCrashTest.cases().stream()
                .filter(each -> each.name().equals("done again"))
                .findFirst()
                .orElseThrow();
        crashAll(again, APART);
    }

    @Tag("all")
    @ParameterizedTest
    @MethodSource("dev.muybridge.job.sink.PublisherCrashTest#cases")
    void crash_afterEachChange_leavesOneMakingWhole(Case kind) throws IOException {
        crashAll(kind, 1);
    }

    private static void crashAll(Case kind, int apart) throws IOException {
        int changes = 0;
        while (crashes(kind, changes)) {
            changes += apart;
        }
        assertThat(changes)
                .as("changes of a publication")
                .isGreaterThan(kind.after().size() * 3);
    }

    private static boolean crashes(Case kind, int changes) throws IOException {
        Place place = Place.with(kind);
        CrashingDisk.allow(changes, () -> PublisherCrashTest.look(place.output(), kind));
        boolean crashed = PublisherCrashTest.crashes(() -> PublisherCrashTest.publish(place.layout(), kind));

        CrashingDisk.allow(Integer.MAX_VALUE, () -> PublisherCrashTest.look(place.output(), kind));
        PublisherCrashTest.start(place.layout());
        Map<String, String> seen = PublisherCrashTest.visible(place.output());
        assertThat(List.of(kind.before(), kind.after()))
                .as("after " + changes + " changes")
                .contains(seen);
        if (!seen.equals(kind.after())) {
            PublisherCrashTest.publish(place.layout(), kind);
        }
        assertThat(PublisherCrashTest.visible(place.output())).isEqualTo(kind.after());
        assertThat(Runs.files(place.output().resolve(".staging"))).isEmpty();
        return crashed;
    }

    /** As a rule of the bucket does with uploads that nobody has completed for days. */
    @Test
    @Tag("all")
    void uploadsThatAreGone_costTheVideo_whichIsThenMadeAnew() throws Exception {
        List<Prepared> all = new ArrayList<>();
        for (Case kind : PublisherCrashTest.cases()) {
            Place place = Place.with(kind);
            all.add(new Prepared(kind, place, PublisherCrashTest.prepare(place.layout(), kind)));
        }
        server.abortUploads();
        CrashingStore.over(server.connect());
        for (Prepared each : all) {
            Case kind = each.kind();
            Place place = each.place();
            CrashingDisk.allow(Integer.MAX_VALUE, () -> PublisherCrashTest.look(place.output(), kind));
            assertThatThrownBy(() -> new Publisher(place.layout()).publish(each.publication()))
                    .isInstanceOf(OutputException.class);
            assertThat(PublisherCrashTest.visible(place.output())).doesNotContainValue("new");
            assertThat(PublisherCrashTest.visible(place.output()).keySet())
                    .noneMatch(file -> file.startsWith("videos/"));
            List<String> aside = new ArrayList<>();

            int finished = new Publisher(place.layout())
                    .rollForward(new Aside(place.layout(), (file, why) -> aside.add(file + ": " + why)));

            assertThat(finished).isZero();
            assertThat(aside).hasSize(1).first().asString().endsWith(" is gone");
            assertThat(PublisherCrashTest.visible(place.output())).isEmpty();
            PublisherCrashTest.publish(place.layout(), kind);
            assertThat(PublisherCrashTest.visible(place.output())).isEqualTo(kind.after());
        }
    }

    @Test
    void pausedOwner_findsTheFence() throws Exception {
        PausedOwner.findsTheFence(
                S3Server.uri("paused"),
                (file, time) -> Files.setLastModifiedTime(
                        server.bucket().resolve("paused").resolve(file), FileTime.from(time)));
    }

    @Tag("all")
    @Test
    void twoAtTheSameTime_neverBothGetIt() throws Exception {
        PausedOwner.twoNeverBothOwn(S3Server.uri("two"));
    }

    /** A publication of which all is prepared and nothing has appeared. */
    private record Prepared(Case kind, Place place, Publication publication) {}

    /**
     * An OUTPUT.
     *
     * @param output the folder in which the server keeps it
     */
    private record Place(Path output, OutputLayout layout) {
        static Place with(Case kind) throws IOException {
            CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
            String name = Integer.toString(outputs++);
            OutputLayout layout = new OutputLayout(S3Server.uri(name), new Keys("p", "r", "a"));
            for (Map.Entry<String, String> file : kind.before().entrySet()) {
                StagingStore.write(layout.path(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            Path output = server.bucket().resolve(name);
            Files.createDirectories(output);
            return new Place(output, layout);
        }
    }
}
