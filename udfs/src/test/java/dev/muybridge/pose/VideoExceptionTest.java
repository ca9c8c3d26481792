package dev.muybridge.pose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class VideoExceptionTest {
    @Test
    void failure_isWhatTheRowShows() {
        Exception cause = new IllegalStateException("below");
        VideoException exception = new VideoException(FailureKind.NOT_A_VIDEO, "It is a text.", cause);

        assertThat(exception).hasMessage("not_a_video: It is a text.").hasCause(cause);
        assertThat(exception.failure()).isEqualTo(new Failure(FailureKind.NOT_A_VIDEO, "It is a text."));
        assertThat(new VideoException(FailureKind.EMPTY_FILE, "x")).hasNoCause();
    }

    @Test
    void code_inATurkishLocale_keepsTheDotlessOut() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(FailureKind.BAD_TIMESTAMPS.code()).isEqualTo("bad_timestamps");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void codes_allKinds_areThePublishedOnesWithASentenceEach() {
        assertThat(Arrays.stream(FailureKind.values()).map(FailureKind::code))
                .containsExactlyInAnyOrder(
                        "empty_file",
                        "not_a_video",
                        "no_video_stream",
                        "truncated",
                        "unreadable",
                        "unsupported",
                        "encrypted",
                        "over_limit",
                        "empty_clip",
                        "no_subject",
                        "bad_timestamps",
                        "no_key_frames",
                        "decode_error",
                        "no_access",
                        "no_room",
                        "changed",
                        "ledger_mismatch",
                        "quarantined",
                        "worker_error",
                        "io_error");
        assertThat(FailureKind.values())
                .allSatisfy(kind -> assertThat(kind.meaning()).endsWith("."));
    }
}
