package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.app.RunException;
import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.model.Hashes;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.source.InputLister;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Limits;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.motion.Subject;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.testing.FfmpegProgram;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each reason of the documented list, from a file or a mishap that gives it, beside a good video that is finished. */
@Tag("all")
final class ReasonsIT {
    /** What the files of {@link #makeFiles} come to. */
    private static final Map<String, String> OF_FILES = Map.ofEntries(
            Map.entry("good.mp4", "done"),
            Map.entry("empty.mp4", "empty_file"),
            Map.entry("text.mp4", "not_a_video"),
            Map.entry("folder.mp4", "not_a_video"),
            Map.entry("sound.mp4", "no_video_stream"),
            Map.entry("cut.mp4", "truncated"),
            Map.entry("head.mkv", "unreadable"),
            Map.entry("mirrored.mp4", "unsupported"),
            Map.entry("encrypted.mp4", "encrypted"),
            Map.entry("huge.mkv", "over_limit"),
            Map.entry("rapid.mp4", "over_limit"),
            Map.entry("twice.mkv", "bad_timestamps"),
            Map.entry("noise.mp4", "decode_error"),
            Map.entry("link.mp4", "no_access"),
            Map.entry("circle.mp4", "no_access"));

    /** What the reports of all tests so far said. */
    private static final Set<String> SEEN = new TreeSet<>();

    private static int begun;

    @TempDir
    Path folder;

    private Path in;
    private Asked asked;

    @BeforeEach
    void makeFolder() throws IOException {
        begun++;
        in = Files.createDirectory(folder.resolve("in"));
        asked = Asked.of(in, folder.resolve("out"));
    }

    /** A reason that no test gave is one that nobody has seen to be told. */
    @AfterAll
    static void everyReason_wasGiven() {
        long tests = Arrays.stream(ReasonsIT.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        assumeThat(begun).as("all tests of the class were run").isEqualTo((int) tests);
        SEEN.remove("done");

        assertThat(SEEN)
                .isEqualTo(Arrays.stream(FailureKind.values())
                        .map(FailureKind::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void badFiles_areOneRowEach() throws Exception {
        makeFiles();
        Path flat = Files.createDirectory(folder.resolve("flat"));

        Runs.Ran ran = Runs.run(asked.into(flat));

        assertThat(reasons(ran.report())).isEqualTo(new TreeMap<>(OF_FILES));
        assertThat(ran.report().failed())
                .allSatisfy(row -> assertThat(row.detail()).endsWith("."))
                .extracting(VideoRow::detail)
                // The first key frame is no longer one, and what needs it is not planned.
                .contains("None of the 15 frames (h264) can be decoded; the file may be damaged.");
        assertThat(Runs.visible(flat)).hasSize(OF_FILES.size() + 3);
    }

    private void makeFiles() throws IOException {
        Path good = Files.copy(SmallVideos.step(), in.resolve("good.mp4"));
        byte[] bytes = Files.readAllBytes(good);
        Files.createFile(in.resolve("empty.mp4"));
        Files.writeString(in.resolve("text.mp4"), "no video\n".repeat(100));
        Files.createDirectory(in.resolve("folder.mp4"));
        SmallVideos.damaged(good, packet -> true, in.resolve("noise.mp4"));
        ffmpeg("sound.mp4", "-f lavfi -i sine=duration=1 -c:a aac");
        Files.write(in.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.write(in.resolve("head.mkv"), withoutClusters());
        FfmpegProgram.ffmpeg(
                "-display_hflip",
                "-i",
                good.toString(),
                "-c",
                "copy",
                in.resolve("mirrored.mp4").toString());
        ffmpeg(
                "encrypted.mp4",
                "-i " + good + " -c copy -encryption_scheme cenc-aes-ctr -encryption_key "
                        + "76a6c65c5ea762046bd749a2e632ccbb -encryption_kid a7e61c373e219033c21091fa607bf3b8");
        ffmpeg("huge.mkv", "-f lavfi -i color=s=7000x6000:r=1:d=1 -c:v mjpeg -threads 1 -pix_fmt yuvj420p");
        ffmpeg(
                "rapid.mp4",
                "-f lavfi -i testsrc2=s=64x64:r=25 -frames:v 50 -c:v libx264 -bsf:v setts=ts=N:time_base=1/1000000"
                        + " -video_track_timescale 1000000");
        ffmpeg(
                "twice.mkv",
                "-f lavfi -i testsrc2=s=64x64:r=25:d=2 -c:v mjpeg -bsf:v"
                        + " setts=pts='if(eq(N\\,20)\\,PTS-40\\,PTS)':dts='if(eq(N\\,20)\\,DTS-40\\,DTS)'");
        Files.createSymbolicLink(in.resolve("link.mp4"), in.resolve("nowhere"));
        Files.createSymbolicLink(in.resolve("circle.mp4"), in.resolve("circle.mp4"));
    }

    private void ffmpeg(String name, String words) {
        List<String> command = new ArrayList<>(List.of(words.split(" ")));
        command.add(in.resolve(name).toString());
        FfmpegProgram.ffmpeg(command.toArray(String[]::new));
    }

    /** All that stands before the first frames, of a file whose length is left open. */
    private byte[] withoutClusters() throws IOException {
        Path whole = folder.resolve("whole.mkv");
        FfmpegProgram.ffmpeg("-i", SmallVideos.step().toString(), "-c", "copy", "-live", "1", whole.toString());
        byte[] bytes = Files.readAllBytes(whole);
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == 0x1F && bytes[i + 1] == 0x43 && bytes[i + 2] == (byte) 0xB6 && bytes[i + 3] == 0x75) {
                return Arrays.copyOf(bytes, i);
            }
        }
        throw new IllegalStateException("no cluster in " + whole);
    }

    @Test
    void partThatTheVideoDoesNotHave_isEmptyClip() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("short.mp4"));

        assertThat(reasons(Runs.run(asked.clip(Clip.parse("60", null))).report()))
                .containsExactly(Map.entry("short.mp4", "empty_clip"));
    }

    @Test
    void subjectWhoIsNotThere_isNoSubject() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("one.mp4"));

        assertThat(reasons(Runs.run(asked.subject(new Subject.Numbered(1))).report()))
                .containsExactly(Map.entry("one.mp4", "no_subject"));
    }

    @Test
    void fileThatGrows_isChanged() throws Exception {
        String growing =
                Files.copy(SmallVideos.step(), in.resolve("growing.mp4")).toString();
        Toolkit writer = mishap(asked, () -> {
            Files.write(Path.of(growing), new byte[8], StandardOpenOption.APPEND);
            return "";
        });

        RunReport report = new VideoRun(asked.options(), writer, RunListener.NONE).execute();

        assertThat(reasons(report)).containsExactly(Map.entry("growing.mp4", "changed"));
        assertThat(Runs.visible(asked.output())).hasSize(1);
        assertThat(Runs.run(asked).report().failed())
                .as("the next run lists it as it is now, rubbish behind its end and all")
                .isEmpty();
    }

    @Test
    void fileThatVanishes_isChanged() throws Exception {
        String vanishing =
                Files.copy(SmallVideos.step(), in.resolve("vanishing.mp4")).toString();
        Toolkit remover = mishap(asked, () -> {
            Files.deleteIfExists(Path.of(vanishing));
            return "";
        });

        RunReport report = new VideoRun(asked.options(), remover, RunListener.NONE).execute();

        assertThat(reasons(report)).containsExactly(Map.entry("vanishing.mp4", "changed"));
    }

    @Test
    void workerThatFails_isWorkerError_andStorageThatFails_isIoError() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("a.mp4"));
        Toolkit failing = mishap(asked, () -> "a worker's own mishap");
        assertThat(reasons(new VideoRun(asked.options(), failing, RunListener.NONE).execute()))
                .containsExactly(Map.entry("a.mp4", "worker_error"));

        Toolkit unread = new UnreadToolkit(WatchedToolkit.of(asked.options()));
        assertThat(reasons(new VideoRun(asked.options(), unread, RunListener.NONE).execute()))
                .containsExactly(Map.entry("a.mp4", "io_error"));
    }

    @Test
    void keyFramesTooFarApartForTheirBytes_areNoKeyFrames() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("a.mp4"));
        Toolkit heavy = new HeavyToolkit(WatchedToolkit.of(asked.options()), 1);

        RunReport report = new VideoRun(asked.options(), heavy, RunListener.NONE).execute();

        assertThat(reasons(report)).containsExactly(Map.entry("a.mp4", "no_key_frames"));
    }

    /** The sparse one is longer than any disk, and holds nothing. */
    @Test
    void videoThatNoDiskHasRoomFor_isNoRoom_andOthersAreDone() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("a.mp4"));
        Toolkit heavy = new HeavyToolkit(WatchedToolkit.of(asked.options()), 1 << 14);
        assertThat(reasons(new VideoRun(asked.options(), heavy, RunListener.NONE).execute()))
                .containsExactly(Map.entry("a.mp4", "no_room"));

        try (RandomAccessFile sparse =
                new RandomAccessFile(in.resolve("sparse.mp4").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThat(reasons(Runs.run(asked).report()))
                .containsOnly(Map.entry("a.mp4", "done"), Map.entry("sparse.mp4", "not_a_video"));
    }

    @Test
    void videoThatTwoProcessesCrashedUnder_isQuarantined() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("a.mp4"));
        VideoRef video = new InputLister(false, Location.ofUri(asked.options().output()))
                .list(asked.options().inputs(), Clips.WHOLE)
                .get(0)
                .ref();
        Path staging =
                Files.createDirectories(asked.output().resolve(".staging").resolve(video.videoId()));
        for (int process = 1; process <= 2; process++) {
            Files.writeString(
                    staging.resolve("crash_" + video.fingerprint() + "_" + process + "_" + process),
                    "SIGSEGV, see log " + process);
        }

        RunReport report = Runs.run(asked).report();

        assertThat(reasons(report)).containsExactly(Map.entry("a.mp4", "quarantined"));
        assertThat(report.failed().get(0).detail())
                .startsWith("Its content crashed a process twice, the last time with SIGSEGV, see log 2;");
    }

    @Test
    void analysisThatLacksAFrame_isLedgerMismatch() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("a.mp4"));
        Toolkit forgetful = new ChangedToolkit(WatchedToolkit.of(asked.options()), Forgetful::new);

        RunReport report = new VideoRun(asked.options(), forgetful, RunListener.NONE).execute();

        assertThat(reasons(report)).containsExactly(Map.entry("a.mp4", "ledger_mismatch"));
        assertThat(report.failed().get(0).detail()).contains("45 frames planned, 44 analysed");
    }

    @Test
    void outputThatCannotBeWritten_endsTheRun_andLeavesWhatIsThere() throws Exception {
        Files.copy(SmallVideos.step(), in.resolve("a.mp4"));
        Asked cut = asked.segmentSeconds(0.7);
        Runs.run(cut);
        List<String> before = Runs.visible(cut.output());
        Path second = Files.copy(SmallVideos.step(), in.resolve("b.mp4"));
        String id = Hashes.shortSha256("b.mp4".getBytes(StandardCharsets.UTF_8));
        Path inTheWay = Files.createFile(cut.output().resolve("segments").resolve(id));

        assertThatThrownBy(() -> Runs.run(cut))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("the job failed: cannot write " + inTheWay + "/00000.mp4: ");
        Files.delete(inTheWay);
        assertThat(Runs.visible(cut.output()).stream().filter(file -> !file.contains(".inprogress.")))
                .isEqualTo(before);

        RunReport next = Runs.run(cut).report();
        assertThat(next.done())
                .extracting(VideoRow::video)
                .containsExactly(second.getFileName().toString());
        assertThat(next.work().reused()).isPositive();
        assertThat(Runs.visible(cut.output()))
                .hasSize(2 * before.size())
                .noneMatch(file -> file.contains("inprogress"));
    }

    @Test
    void moreFailuresThanAllowed_endTheRun_withTheRowsThatThereAre() throws Exception {
        for (int i = 0; i < 6; i++) {
            Files.writeString(in.resolve(i + ".mp4"), "no video");
        }
        Asked half = asked.limits(new RunLimits(Limits.DEFAULT, FailureLimit.parse("50%")));

        assertThatThrownBy(() -> Runs.run(half))
                .isInstanceOf(RunException.class)
                .hasMessage("the job failed: more than 3 videos failed, which --max-failures does not allow");
        assertThat(Runs.visible(asked.output())).hasSizeBetween(4, 6).allMatch(file -> file.startsWith("videos/"));

        assertThat(Runs.run(asked).report().failed()).hasSize(6);
    }

    private static Map<String, String> reasons(RunReport report) {
        Map<String, String> reasons = new TreeMap<>();
        Stream.concat(report.done().stream(), report.failed().stream())
                .forEach(row -> reasons.put(row.video(), row.state().equals(VideoRow.DONE) ? "done" : row.reason()));
        SEEN.addAll(reasons.values());
        return reasons;
    }

    /** What happens before the first analysis, and what the worker then fails with; empty for nothing. */
    @FunctionalInterface
    private interface Happening extends Serializable {
        String happen() throws IOException;
    }

    private static Toolkit mishap(Asked asked, Happening happening) {
        return new ChangedToolkit(WatchedToolkit.of(asked.options()), workers -> new Mishap(workers, happening));
    }

    private static final class Mishap extends PassingWorkers {
        private final Happening happening;

        Mishap(Workers workers, Happening happening) {
            super(workers);
            this.happening = happening;
        }

        @Override
        public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
            try {
                String problem = happening.happen();
                return problem.isEmpty()
                        ? super.analyze(order, guard)
                        : CompletableFuture.failedFuture(new IllegalStateException(problem));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    /** Loses the last frame of each analysis. */
    private static final class Forgetful extends PassingWorkers {
        Forgetful(Workers workers) {
            super(workers);
        }

        @Override
        public CompletableFuture<Poses> analyze(AnalyzeOrder order, NativeGuard guard) {
            return super.analyze(order, guard).thenApply(Forgetful::withoutLast);
        }

        private static Poses withoutLast(Poses poses) {
            TrackedFrames tracked = poses.tracked();
            return new Poses(
                    tracked.part(0, tracked.frames().size() - 1), poses.processor(), poses.draft(), poses.workMillis());
        }
    }

    /** Finds every packet to be larger than it is, and {@code times} as many. */
    private record HeavyToolkit(WatchedToolkit toolkit, int times) implements Toolkit {
        private static final int PACKET_BYTES = 32 << 20;

        @Override
        public VideoFiles videoFiles() {
            return new PassingFiles(toolkit.videoFiles()) {
                @Override
                public VideoIndex index(ByteSource video, Clip clip, Limits limits) throws VideoException, IOException {
                    VideoIndex index = super.index(video, clip, limits);
                    PacketTable packets = index.packets();
                    int many = packets.size() * times;
                    int[] bytes = new int[many];
                    Arrays.fill(bytes, PACKET_BYTES);
                    boolean[] shown = new boolean[many];
                    Arrays.fill(shown, true);
                    return new VideoIndex(
                            index.info(),
                            new PacketTable(
                                    Arrays.copyOf(packets.pts(), many),
                                    Arrays.copyOf(packets.dts(), many),
                                    Arrays.copyOf(packets.duration(), many),
                                    Arrays.copyOf(packets.key(), many),
                                    shown,
                                    bytes));
                }
            };
        }

        @Override
        public int workers() {
            return toolkit.workers();
        }

        @Override
        public Workers startWorkers(int share) {
            return toolkit.startWorkers(share);
        }
    }

    /** Plans as usual; then the input cannot be read any more. */
    private record UnreadToolkit(WatchedToolkit toolkit) implements Toolkit {
        @Override
        public VideoFiles videoFiles() {
            return new PassingFiles(toolkit.videoFiles()) {
                @Override
                public PacketRun read(ByteSource video, PacketRange range) throws IOException {
                    throw new IOException("the disk has a bad sector");
                }
            };
        }

        @Override
        public int workers() {
            return toolkit.workers();
        }

        @Override
        public Workers startWorkers(int share) {
            return toolkit.startWorkers(share);
        }
    }
}
