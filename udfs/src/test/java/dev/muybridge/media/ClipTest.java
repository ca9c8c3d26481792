package dev.muybridge.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClipTest {
    @ParameterizedTest
    @CsvSource({"2.5, 2.5", "90, 90", "1:30, 90", "01:02:03.25, 3723.25", "0, 0"})
    void parse_secondsOrHoursMinutesSeconds(String text, double seconds) {
        assertThat(Clip.parse(text, null)).isEqualTo(new Clip(seconds, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1:", "1,5", "1:2:3:4", "abc", "1e3", "1:60", "1:99.5", "1:60:00"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Clip.parse(null, text)).hasMessage("to must be seconds or [HH:]MM:SS, was " + text);
    }

    @Test
    void create_endBeforeStart_isRefused() {
        assertThatThrownBy(() -> Clip.parse("5", "5"))
                .hasMessage("from must be before the end, was 5.0 s with an end at 5.0 s");
    }

    @ParameterizedTest
    @CsvSource({
        "10-20, 10-20",
        "1:00-1:30.50, 60-90.5",
        "0-0.1, 0-0.1",
        "90-end, 90-end",
        "36000-100000000, 36000-100000000"
    })
    void parse_inOneWord_hasItsTimesInItsName(String text, String times) {
        assertThat(Clip.parse(text).times()).isEqualTo(times);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "-", "10-", "-10", "a-b", "end-10", "1-2-3", "-1-2"})
    void parse_inOneWord_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Clip.parse(text))
                .hasMessage("must be A-B or A-end with times in seconds or [HH:]MM:SS, was " + text);
    }

    @Test
    void parse_inOneWord_endBeforeStart_isRefused() {
        assertThatThrownBy(() -> Clip.parse("5-5")).hasMessage("must end after it begins, was 5-5");
    }

    @Test
    void toString_saysWhatIsKept() {
        assertThat(Clip.WHOLE).hasToString("whole");
        assertThat(Clip.parse("1:00", null)).hasToString("60.0-end");
        assertThat(Clip.parse(null, "2")).hasToString("0.0-2.0");
    }
}
