package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.app.RunException;
import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkList;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.source.InputLister;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagedBefore;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Limits;
import dev.muybridge.motion.Subject;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.testing.FfmpegProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second run does: nothing, what has changed, or what the first left undone. */
final class AgainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void secondRun_doesWhatHasChangedAndNothingElse() throws Exception {
        Path input = Files.copy(SmallVideos.step(), folder.resolve("step.mp4"));
        Asked asked = Asked.of(input, folder.resolve("out"));
        Runs.Ran first = Runs.run(asked);
        Path row = rowOf(first);
        FileTime published = Files.getLastModifiedTime(row);

        Runs.Ran second = Runs.run(asked);

        assertThat(second.report().skipped()).isEqualTo(1);
        assertThat(second.report().done()).isEmpty();
        assertThat(Files.getLastModifiedTime(row)).isEqualTo(published);
        assertThatThrownBy(() -> second.toolkit().calls()).hasMessageContaining("started no workers");

        Planned why = new Planned();
        RunOptions other = asked.segmentSeconds(0.7).options();
        new VideoRun(other, WatchedToolkit.of(other), why).execute();
        assertThat(why.again)
                .containsOnlyKeys("step.mp4")
                .containsValue("made with other options: segment-seconds was 10.0, is 0.7");
        assertThat(first.segments()).hasSizeGreaterThan(1);

        Files.setLastModifiedTime(input, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Planned changed = new Planned();
        new VideoRun(asked.options(), WatchedToolkit.of(asked.options()), changed).execute();
        assertThat(changed.again).isEqualTo(Map.of("step.mp4", "the file has changed, or another one has its name"));
        assertThat(first.segments()).as("nothing is left of the earlier cuts").isEmpty();
    }

    @Test
    void failures_thatFollowFromTheContent_areNotTriedAgain_butCount() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("text.mp4"), "no video\n".repeat(100));
        Files.copy(SmallVideos.step(), in.resolve("large.mp4"));
        Asked asked = Asked.of(in, folder.resolve("out"));
        Asked tight = asked.limits(new RunLimits(new Limits(100, 64, 12), FailureLimit.NONE));
        assertThat(Runs.run(tight).report().failed())
                .extracting(VideoRow::reason)
                .containsExactlyInAnyOrder("over_limit", "not_a_video");

        Planned same = new Planned();
        RunReport left = new VideoRun(tight.options(), WatchedToolkit.of(tight.options()), same).execute();
        assertThat(left.failed()).hasSize(2);
        assertThat(same.again).isEmpty();

        Planned raised = new Planned();
        RunReport done = new VideoRun(asked.options(), WatchedToolkit.of(asked.options()), raised).execute();
        assertThat(done.done()).extracting(VideoRow::video).containsExactly("large.mp4");
        assertThat(done.failed()).extracting(VideoRow::video).containsExactly("text.mp4");
        assertThat(raised.again).containsOnlyKeys("large.mp4");

        Files.delete(in.resolve("text.mp4"));
        Files.copy(SmallVideos.step(), in.resolve("text.mp4"));
        assertThat(Runs.run(asked).report().done()).extracting(VideoRow::video).containsExactly("text.mp4");
    }

    /** Of options that lead to nothing, of a disk that is out of reach for a night, and of a file that was spoilt. */
    @Test
    void resultsOfAnEarlierRun_outliveFailures() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path input = Files.copy(SmallVideos.step(), disk.resolve("step.mp4"));
        byte[] video = Files.readAllBytes(input);
        FileTime modified = Files.getLastModifiedTime(input);
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.createSymbolicLink(in.resolve("step.mp4"), input);
        Asked asked = Asked.of(in, folder.resolve("out")).segmentSeconds(0.7);
        Runs.Ran first = Runs.run(asked);
        Map<String, byte[]> made = results(asked.output());

        failsAndLeaves(asked.subject(new Subject.Numbered(7)), "no_subject", made);
        failsAndLeaves(asked.clip(Clip.parse("60", null)), "empty_clip", made);
        Path away = Files.move(disk, folder.resolve("away"));
        failsAndLeaves(asked, "no_access", made);
        failsAndLeaves(asked, "no_access", made);
        Files.move(away, disk);
        Files.write(input, new byte[0]);
        failsAndLeaves(asked, "empty_file", made);

        Files.write(input, video);
        Files.setLastModifiedTime(input, modified);
        Runs.Ran back = Runs.run(asked);
        assertThat(back.report().done())
                .hasSize(1)
                .first()
                .satisfies(row -> assertThat(row.detail()).isNull());
        assertThat(back.toolkit().busyMillis(WorkStep.ANALYZE)).isZero();
        assertThat(back.toolkit().busyMillis(WorkStep.ANNOTATE)).isZero();
        assertThat(Tables.content(back.metrics())).isEqualTo(Tables.content(first.metrics()));
    }

    private static void failsAndLeaves(Asked asked, String reason, Map<String, byte[]> made) throws Exception {
        assertThat(Runs.run(asked).report().failed()).hasSize(1).first().satisfies(row -> {
            assertThat(row.reason()).isEqualTo(reason);
            assertThat(row.detail()).endsWith(". What an earlier run made of it is still there.");
        });
        assertThat(results(asked.output()))
                .as("after %s", reason)
                .usingRecursiveComparison()
                .isEqualTo(made);
    }

    /** All that is published but rows and reports. */
    private static Map<String, byte[]> results(Path output) throws IOException {
        Map<String, byte[]> results = new TreeMap<>();
        for (String file : Runs.visible(output)) {
            if (file.matches("(annotated|segments|metrics|poses)/.*")) {
                results.put(file, Files.readAllBytes(output.resolve(file)));
            }
        }
        assertThat(results).hasSizeGreaterThanOrEqualTo(4);
        return results;
    }

    @Test
    void resultsThatAreGoneOrShort_areMadeAgain_fromWhatIsThere() throws Exception {
        Asked asked = Asked.of(Files.copy(SmallVideos.step(), folder.resolve("step.mp4")), folder.resolve("out"));
        Runs.Ran first = Runs.run(asked);
        Path annotated = asked.output().resolve("annotated/step.mp4");
        byte[] pictures = Files.readAllBytes(annotated);
        byte[] metrics = Files.readAllBytes(first.metrics());
        String content = Tables.content(first.metrics());

        Files.delete(annotated);
        assertThat(again(asked)).isEqualTo(Map.of("step.mp4", "annotated/step.mp4 is gone"));
        assertThat(annotated).hasBinaryContent(pictures);

        Files.write(first.metrics(), Arrays.copyOf(metrics, 10));
        Runs.Ran third = Runs.run(asked);
        assertThat(third.toolkit().busyMillis(WorkStep.ANALYZE)).isZero();
        assertThat(Tables.content(third.metrics())).isEqualTo(content);

        assertThat(again(asked)).isEmpty();
    }

    @Test
    @Tag("all")
    void segmentsThatAreGoneOrShort_areMadeAgain_ifTheyAreAskedFor() throws Exception {
        Asked asked = Asked.of(Files.copy(SmallVideos.step(), folder.resolve("step.mp4")), folder.resolve("out"))
                .segmentSeconds(0.7);
        Runs.Ran first = Runs.run(asked);
        String id = first.report().done().get(0).videoId();
        Path segments = asked.output().resolve("segments").resolve(id);
        Path segment = segments.resolve("00001.mp4");
        byte[] pictures = Files.readAllBytes(segment);

        Files.delete(segment);
        assertThat(again(asked)).as("without --verify").isEmpty();
        assertThat(again(asked.verified())).isEqualTo(Map.of("step.mp4", "segments/" + id + "/00001.mp4 is gone"));
        assertThat(segment).hasBinaryContent(pictures);

        long all = 0;
        for (String name : Runs.files(segments)) {
            all += Files.size(segments.resolve(name));
        }
        Files.write(segment, Arrays.copyOf(pictures, 10));
        assertThat(again(asked.verified()))
                .isEqualTo(Map.of(
                        "step.mp4",
                        "segments/" + id + " has " + (all - pictures.length + 10) + " bytes instead of " + all));
        assertThat(segment).hasBinaryContent(pictures);
        assertThat(again(asked.verified())).isEmpty();
    }

    /** What was spoiled is made again; what was not goes on as if nothing had happened. */
    @Test
    void outputThatIsSpoiled_isMadeWholeAgain() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("a.mp4", "b.mp4", "c.mp4")) {
            Files.copy(SmallVideos.step(), in.resolve(name));
        }
        Asked asked = Asked.of(in, folder.resolve("out"));
        Map<String, String> ids = new HashMap<>();
        Runs.run(asked).report().done().forEach(row -> ids.put(row.video(), row.videoId()));
        List<String> files = Runs.visible(asked.output());
        Path row = asked.output().resolve("videos/" + ids.get("a.mp4") + ".parquet");
        Files.write(row, new byte[0]);
        for (String index : Runs.files(asked.output().resolve(".index"))) {
            Files.write(asked.output().resolve(".index").resolve(index), new byte[] {1});
        }
        Path staging = Files.createDirectory(asked.output().resolve(".staging").resolve(ids.get("b.mp4")));
        Files.write(staging.resolve("journal"), new byte[] {2});

        Planned planned = new Planned();
        RunReport report = new VideoRun(asked.options(), WatchedToolkit.of(asked.options()), planned).execute();

        assertThat(report.done()).extracting(VideoRow::video).containsExactly("a.mp4");
        assertThat(report.skipped()).isEqualTo(2);
        assertThat(planned.aside)
                .containsKeys("videos/" + ids.get("a.mp4") + ".parquet", ".staging/" + ids.get("b.mp4") + "/journal")
                .anySatisfy((file, why) -> assertThat(file).startsWith(".index/"));
        assertThat(Runs.visible(asked.output()))
                .filteredOn(file -> !file.startsWith(".aside/"))
                .isEqualTo(files);
        assertThat(Files.size(row)).isPositive();
        Planned next = new Planned();
        new VideoRun(asked.options(), WatchedToolkit.of(asked.options()), next).execute();
        assertThat(next.aside).isEmpty();
        assertThat(next.again).isEmpty();
    }

    private static Path rowOf(Runs.Ran ran) {
        return ran.output().resolve("videos").resolve(ran.report().done().get(0).videoId() + ".parquet");
    }

    @Test
    void stoppedRun_showsNothingAndTheNextGoesOn() throws Exception {
        Asked asked = Asked.of(SmallVideos.walk(), folder.resolve("out"))
                .segmentSeconds(1)
                .clip(new Clip(0, 5));
        RunOptions options = asked.options();
        VideoRun run = new VideoRun(options, WatchedToolkit.of(options), RunListener.NONE);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                run.execute();
            } catch (IOException | RunException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().atMost(PATIENCE).until(() -> staged(asked).size() >= 2 || stopped.isDone());

        run.stop(Duration.ofSeconds(20));

        assertThatThrownBy(() -> stopped.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RunException.class);
        assertThat(Runs.visible(asked.output())).isEmpty();
        List<String> kept = staged(asked);
        assertThat(kept).hasSizeBetween(2, 4);

        // What a run says of itself is no longer true once it has been killed.
        Files.writeString(asked.output().resolve(".staging").resolve("status"), "1 2\n 38%\n");

        Runs.Ran next = Runs.run(asked);

        assertThat(next.report().done()).hasSize(1);
        assertThat(next.segments()).hasSize(5);
        assertThat(next.report().work())
                .extracting(VideoRow.Work::segments, VideoRow.Work::reused)
                .containsExactly(5, kept.size());
        assertThat(FfmpegProbe.packetSeconds(asked.output().resolve("annotated/walk.mp4")))
                .hasSize(150);
        assertThat(Runs.files(asked.output().resolve(".staging"))).isEmpty();

        Runs.Ran undisturbed = Runs.run(asked.into(folder.resolve("other")));
        assertThat(next.toolkit().calls().get(0))
                .isEqualTo(undisturbed.toolkit().calls().get(0) - kept.size());
        assertThat(Tables.content(next.metrics())).isEqualTo(Tables.content(undisturbed.metrics()));
    }

    @Test
    void otherOptionsThanWhatIsBegun_beginAnewAndSayWhy() throws Exception {
        Asked asked = Asked.of(Files.copy(SmallVideos.step(), folder.resolve("step.mp4")), folder.resolve("out"));
        VideoRef video = new InputLister(false, Location.ofUri(asked.options().output()))
                .list(asked.options().inputs(), Clips.WHOLE)
                .get(0)
                .ref();
        OutputLayout layout =
                new OutputLayout(asked.options().output(), asked.options().keys());
        StagedBefore.note(layout, video);

        assertThat(again(asked)).as("the same options").isEmpty();
        Runs.delete(asked.output().resolve("videos"));
        StagedBefore.note(layout, video);
        assertThat(again(asked.model(ModelSize.FULL)))
                .isEqualTo(Map.of(
                        "step.mp4",
                        "started with other options or versions: "
                                + asked.options().keys().of(Clip.WHOLE).poses()));
    }

    private static Map<String, String> again(Asked asked) throws Exception {
        Planned planned = new Planned();
        new VideoRun(asked.options(), WatchedToolkit.of(asked.options()), planned).execute();
        return planned.again;
    }

    private static List<String> staged(Asked asked) throws IOException {
        return Runs.files(asked.output().resolve(".staging")).stream()
                .filter(file -> file.endsWith(".poses") && !file.contains(".writing-"))
                .toList();
    }

    private static final class Planned implements RunListener {
        private final Map<String, String> again = new HashMap<>();
        private final Map<String, String> aside = new HashMap<>();

        @Override
        public void putAside(String file, String why) {
            aside.put(file, why);
        }

        @Override
        public void planned(WorkList work) {
            again.putAll(work.again());
        }
    }
}
