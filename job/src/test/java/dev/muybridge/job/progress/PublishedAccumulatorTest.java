package dev.muybridge.job.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class PublishedAccumulatorTest {
    private final PublishedAccumulator published = new PublishedAccumulator();

    @Test
    void add_keepsNameStateFramesAndMessageAsTheyAre() {
        published.add(publication("a\tb\nc.mp4", "partial", 7, "one\ttwo"));

        assertThat(published.getLocalValue())
                .isEqualTo(new Published(1, List.of(new PublishedVideo("a\tb\nc.mp4", "partial", 7, "one\ttwo"))));
    }

    @Test
    void add_ofTenThousandVideos_countsAllAndKeepsTheLatest() {
        for (int i = 0; i < 10_000; i++) {
            published.add(publication(i + ".mp4", "done", 1, ""));
        }

        Published value = published.getLocalValue();
        assertThat(value.total()).isEqualTo(10_000);
        assertThat(value.latest()).hasSize(PublishedAccumulator.KEPT);
        assertThat(value.latest().get(0)).isEqualTo(new PublishedVideo("9936.mp4", "done", 1, ""));
        assertThat(value.latest().get(63)).isEqualTo(new PublishedVideo("9999.mp4", "done", 1, ""));
    }

    @Test
    void merge_hasTheVideosOfBoth() {
        PublishedAccumulator other = new PublishedAccumulator();
        published.add(publication("a.mp4", "done", 1, ""));
        other.add(publication("b.mp4", "failed", 0, "why"));

        PublishedAccumulator merged = published.clone();
        merged.merge(other);

        assertThat(merged.getLocalValue().total()).isEqualTo(2);
        assertThat(merged.getLocalValue().latest())
                .extracting(PublishedVideo::video)
                .containsExactly("a.mp4", "b.mp4");
        assertThat(published.getLocalValue().total()).isEqualTo(1);
    }

    @Test
    void serialized_isTheSame() throws IOException, ClassNotFoundException {
        published.add(publication("a.mp4", "done", 1, "said"));

        assertThat(InstantiationUtil.clone(published).getLocalValue()).isEqualTo(published.getLocalValue());
        published.resetLocal();
        assertThat(published.getLocalValue()).isEqualTo(new Published(0, List.of()));
    }

    private static Publication publication(String video, String state, long frames, String message) {
        VideoRef ref = new VideoRef("0123456789abcdef", video, video, "/in/" + video, 1, "f", Clip.WHOLE);
        return new Publication(ref, state, frames, message, Publication.Stays.NOTHING, 0, new PendingFile[0]);
    }
}
