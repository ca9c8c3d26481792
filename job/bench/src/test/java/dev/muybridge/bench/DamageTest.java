package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DamageTest {
    private static final byte[] GOOD =
            "\0\0\0\24ftypisom\0\0\0\10moov\0\0\0\10mdat some content of a video".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] OTHER = "RIFF\0\0\0\0AVI LIST something else".getBytes(StandardCharsets.ISO_8859_1);
    private static final int TRIES = 500;

    @ParameterizedTest
    @EnumSource
    void of_sameSeed_isTheSameDamage(Damage damage) {
        assertThat(damage.of(GOOD, OTHER, new Random(5))).isEqualTo(damage.of(GOOD, OTHER, new Random(5)));
    }

    @ParameterizedTest
    @EnumSource
    void of_leavesTheGoodAloneAndNearlyAlwaysChangesSomething(Damage damage) {
        byte[] before = GOOD.clone();
        Random random = new Random(1);
        int changed = 0;
        for (int i = 0; i < TRIES; i++) {
            changed += Arrays.equals(damage.of(GOOD, OTHER, random), before) ? 0 : 1;
        }
        assertThat(GOOD).isEqualTo(before);
        assertThat(changed).isGreaterThan(TRIES * 3 / 4);
    }

    @ParameterizedTest
    @EnumSource
    void of_twoBytes_areDamagedToo(Damage damage) {
        Random random = new Random(1);
        for (int i = 0; i < TRIES; i++) {
            assertThat(damage.of(new byte[2], OTHER, random)).isNotNull();
        }
    }
}
