package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkList;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.media.Clip;
import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several clips of one video, two of which overlap, in one OUTPUT. */
@Tag("all")
final class SeveralClipsIT {
    @TempDir
    Path folder;

    private final List<WorkList> planned = new ArrayList<>();

    /** The third clip is behind the end. */
    @Test
    void clips_areVideosOfTheirOwn_andASecondRunDoesNothing() throws Exception {
        Asked asked = asked(Clip.parse("0-1"), Clip.parse("0.6-1.6"), Clip.parse("9-10"));

        RunReport report = run(asked);

        assertThat(report.failed()).hasSize(1).first().satisfies(row -> {
            assertThat(row.video()).isEqualTo("spot.mkv#9-10");
            assertThat(row.reason()).isEqualTo("empty_clip");
            assertThat(row.detail()).contains("4.0 s long");
        });
        assertThat(report.done())
                .extracting(VideoRow::video)
                .containsExactlyInAnyOrder("spot.mkv#0-1", "spot.mkv#0.6-1.6");
        assertThat(report.done())
                .extracting(row -> row.provenance().making().options().replaceFirst(";.*", ""))
                .containsExactlyInAnyOrder("clip=0.0-1.0", "clip=0.6-1.6");
        assertThat(FfmpegProbe.packetSeconds(asked.output().resolve("annotated/spot.mkv.0-1.mp4")))
                .hasSize(25)
                .startsWith(0.0);
        assertThat(FfmpegProbe.packetSeconds(asked.output().resolve("annotated/spot.mkv.0.6-1.6.mp4")))
                .hasSize(25)
                .startsWith(0.0);
        Map<String, List<Double>> times = times(asked.output());
        assertThat(times.get("spot.mkv#0-1")).hasSize(25).startsWith(0.0).endsWith(0.96);
        assertThat(times.get("spot.mkv#0.6-1.6")).hasSize(25).startsWith(0.6).endsWith(1.56);

        Map<String, FileTime> before = written(asked.output(), report);
        RunReport second = run(asked);

        assertThat(second.skipped()).isEqualTo(2);
        assertThat(second.done()).isEmpty();
        assertThat(planned.get(1).toDo()).isEmpty();
        assertThat(planned.get(1).leftAlone()).extracting(VideoRow::video).containsExactly("spot.mkv#9-10");
        assertThat(written(asked.output(), report)).isEqualTo(before);
    }

    @Test
    void oneClipMore_isAllThatTheNextRunDoes() throws Exception {
        Asked asked = asked(Clip.parse("0-1"));
        run(asked);

        RunReport more = run(asked(Clip.parse("0-1"), Clip.parse("2-3")));

        assertThat(more.skipped()).isEqualTo(1);
        assertThat(more.done()).extracting(VideoRow::video).containsExactly("spot.mkv#2-3");
        assertThat(times(asked.output())).containsOnlyKeys("spot.mkv#0-1", "spot.mkv#2-3");
    }

    /** A bright square that goes to the right for four seconds. */
    private Asked asked(Clip... clips) {
        Path video = folder.resolve("spot.mkv");
        if (!Files.exists(video)) {
            FfmpegProgram.ffmpeg(
                    "-f",
                    "lavfi",
                    "-i",
                    "color=black:size=320x180:rate=25:duration=4",
                    "-f",
                    "lavfi",
                    "-i",
                    "color=white:size=40x40:rate=25:duration=4",
                    "-filter_complex",
                    "[0][1]overlay=x='20+2*n':y=70:eval=frame",
                    "-c:v",
                    "ffv1",
                    "-pix_fmt",
                    "yuv420p",
                    video.toString());
        }
        return Asked.of(video, folder.resolve("out")).clips(new dev.muybridge.job.config.Clips.Each(List.of(clips)));
    }

    private RunReport run(Asked asked) throws Exception {
        return new VideoRun(asked.options(), new BrightSpotToolkit(), new RunListener() {
                    @Override
                    public void planned(WorkList work) {
                        planned.add(work);
                    }
                })
                .execute();
    }

    /** The times of the rows of each video in the table of metrics. */
    private static Map<String, List<Double>> times(Path output) {
        Map<String, List<Double>> times = new TreeMap<>();
        for (JsonNode row : Tables.pyarrow(output.resolve("metrics")).path("rows")) {
            times.computeIfAbsent(row.path("video").asText(), video -> new ArrayList<>())
                    .add(row.path("time_s").asDouble());
        }
        return times;
    }

    private static Map<String, FileTime> written(Path output, RunReport report) throws IOException {
        Map<String, FileTime> written = new TreeMap<>();
        for (VideoRow row : report.done()) {
            Path table = output.resolve("metrics").resolve(row.videoId() + ".parquet");
            written.put(row.video(), Files.getLastModifiedTime(table));
        }
        return written;
    }
}
