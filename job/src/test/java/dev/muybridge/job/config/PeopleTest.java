package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PeopleTest {
    @Test
    void parse_words_sayHowMany() {
        assertThat(People.parse("main")).isEqualTo(new People(1)).hasToString("main");
        assertThat(People.parse("all")).isEqualTo(People.ALL).hasToString("all");
        assertThat(People.parse("1")).isEqualTo(People.MAIN).hasToString("main");
        assertThat(People.parse("12")).isEqualTo(new People(12)).hasToString("12");
    }

    @Test
    void parse_anythingElse_isRefused() {
        assertThatThrownBy(() -> People.parse("0")).hasMessage("--people must be main, all or at least 1, was 0");
        assertThatThrownBy(() -> People.parse("everyone"))
                .hasMessage("--people must be main, all or a number, was everyone");
    }
}
