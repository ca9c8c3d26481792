package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.table.VideoRow;
import dev.muybridge.testing.FfmpegProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames that cannot be decoded are rows that say so, and the video is finished without them. */
final class DamagedFramesIT {
    /** Frames from one key frame to the next. */
    private static final int KEY_DISTANCE = 30;

    @TempDir
    Path folder;

    @Test
    @Tag("all")
    void someDamagedFrames_arePartial_andTheOthersAreAsEver() throws Exception {
        Path whole = SmallVideos.walk();
        Path damaged = damaged(whole, packet -> packet >= 70 && packet < 73);

        Runs.Ran ran = Runs.run(Asked.of(damaged, folder.resolve("out")).segmentSeconds(1));

        VideoRow row = ran.report().done().get(0);
        List<String> quality = qualities(ran);
        assertThat(quality).hasSize(SmallVideos.WALK_FRAMES);
        List<Integer> unreadable = unreadable(quality);
        assertThat(unreadable).hasSizeBetween(3, KEY_DISTANCE).allMatch(frame -> frame >= 60 && frame < 90);
        assertPartial(row, unreadable.size());
        assertThat(FfmpegProbe.packetSeconds(ran.output().resolve("annotated/damaged.mp4")))
                .containsExactly(FfmpegProbe.packetSeconds(whole));
        assertThat(FfmpegProbe.framePts(ran.output().resolve("annotated/damaged.mp4")))
                .as("what comes out can be decoded whole")
                .hasSize(SmallVideos.WALK_FRAMES);

        Runs.Ran undamaged = Runs.run(Asked.of(whole, folder.resolve("other")).segmentSeconds(1));
        assertThat(firstRows(ran, 60)).isEqualTo(firstRows(undamaged, 60));
        assertThat(Runs.run(Asked.of(damaged, folder.resolve("out")).segmentSeconds(1))
                        .report()
                        .skipped())
                .as("what is finished in part is finished")
                .isEqualTo(1);
    }

    @Test
    void segmentWithoutAnyFrame_isGreyAndSaysSo() throws Exception {
        Path damaged = damaged(SmallVideos.walk(), packet -> packet >= 60 && packet < 150);

        Runs.Ran ran = Runs.run(Asked.of(damaged, folder.resolve("out")).segmentSeconds(1));

        List<Integer> unreadable = unreadable(qualities(ran));
        assertThat(unreadable).hasSizeBetween(85, 95).contains(70, 100, 140);
        assertPartial(ran.report().done().get(0), unreadable.size());
        assertThat(FfmpegProbe.packetSeconds(ran.output().resolve("annotated/damaged.mp4")))
                .containsExactly(FfmpegProbe.packetSeconds(damaged));
    }

    @Test
    void firstKeyFrame_damaged_leavesOutWhatNeedsIt_andSaysSo() throws Exception {
        Runs.Ran ran = Runs.run(Asked.of(damaged(SmallVideos.step(), packet -> packet == 0), folder.resolve("out")));

        VideoRow row = ran.report().done().get(0);
        assertThat(row.state()).isEqualTo(VideoRow.DONE);
        assertThat(row.detail()).isEqualTo("The first 30 frames are left out, because no key frame comes before them.");
        assertThat(Objects.requireNonNull(row.content()).frames().all()).isEqualTo(15);
    }

    private static void assertPartial(VideoRow row, int unreadable) {
        assertThat(row.state()).isEqualTo(VideoRow.PARTIAL);
        assertThat(row.reason()).isNull();
        assertThat(row.detail())
                .isEqualTo(unreadable + " of its frames cannot be decoded; their rows have the quality unreadable.");
        assertThat(Objects.requireNonNull(row.content()).frames())
                .extracting(VideoRow.Frames::all, VideoRow.Frames::unreadable)
                .containsExactly((long) SmallVideos.WALK_FRAMES, (long) unreadable);
    }

    private Path damaged(Path video, IntPredicate which) throws IOException {
        return SmallVideos.damaged(video, which, folder.resolve("damaged.mp4"));
    }

    private static List<String> qualities(Runs.Ran ran) {
        List<String> qualities = new ArrayList<>();
        Tables.pyarrow(ran.metrics())
                .path("rows")
                .forEach(row -> qualities.add(row.path("quality").asText()));
        return qualities;
    }

    private static List<Integer> unreadable(List<String> qualities) {
        List<Integer> frames = new ArrayList<>();
        for (int i = 0; i < qualities.size(); i++) {
            if (qualities.get(i).equals("unreadable")) {
                frames.add(i);
            }
        }
        return frames;
    }

    /** Frame, time and landmarks; the files' names differ. */
    private static List<String> firstRows(Runs.Ran ran, int count) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : Tables.pyarrow(ran.metrics()).path("rows")) {
            if (rows.size() < count) {
                rows.add(row.path("frame") + " " + row.path("pts_us") + " " + row.path("quality")
                        + row.path("landmarks"));
            }
        }
        return rows;
    }
}
