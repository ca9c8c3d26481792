package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Clip;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClipsTest {
    @Test
    void list_givesEachVideoItsClips() {
        Clips.Listed listed = Clips.Listed.parse(
                "c.tsv", List.of("b c/walk.mp4\t10-20", "", "a.mov\t0-1:30", "b c/walk.mp4\t15-end", "odd\tname\t1-2"));

        assertThat(listed.byVideo())
                .isEqualTo(Map.of(
                        "a.mov", List.of(new Clip(0, 90)),
                        "b c/walk.mp4", List.of(new Clip(10, 20), new Clip(15, Double.POSITIVE_INFINITY)),
                        "odd\tname", List.of(new Clip(1, 2))));
    }

    @Test
    void list_wrongLine_isNamed() {
        assertThatThrownBy(() -> Clips.Listed.parse("c.tsv", List.of("a.mov\t0-1", "a.mov 1-2")))
                .hasMessage("c.tsv, line 2: must be PATH, a tab and A-B, was a.mov 1-2");
        assertThatThrownBy(() -> Clips.Listed.parse("c.tsv", List.of("a.mov\t5-5")))
                .hasMessage("c.tsv, line 1: must end after it begins, was 5-5");
        assertThatThrownBy(() -> Clips.Listed.parse("c.tsv", List.of("\t5-6")))
                .hasMessage("c.tsv, line 1: must be PATH, a tab and A-B, was \t5-6");
    }

    @Test
    void list_ofNothing_isRefused() {
        assertThatThrownBy(() -> Clips.Listed.parse("c.tsv", List.of("", " ")))
                .hasMessage("c.tsv lists no clips; each line must be PATH, a tab and A-B");
    }
}
