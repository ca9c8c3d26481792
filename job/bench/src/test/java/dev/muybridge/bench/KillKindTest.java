package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KillKindTest {
    @Test
    void deal_hasAllKindsInTheirShares() {
        List<KillKind> dealt = KillKind.deal(50, 10, PlaceKind.DISK.cycle(), new Random(1));

        assertThat(dealt).hasSize(50);
        assertThat(Collections.frequency(dealt, KillKind.TASK_MANAGER)).isEqualTo(10);
        assertThat(Collections.frequency(dealt, KillKind.WORKER)).isEqualTo(16);
        assertThat(Collections.frequency(dealt, KillKind.RAYLET)).isEqualTo(8);
        assertThat(Collections.frequency(dealt, KillKind.TREE)).isEqualTo(8);
        assertThat(Collections.frequency(dealt, KillKind.PROCESS)).isEqualTo(8);
    }

    @Test
    void deal_sameSeed_isTheSameOrder() {
        assertThat(KillKind.deal(20, 3, PlaceKind.DISK.cycle(), new Random(7)))
                .isEqualTo(KillKind.deal(20, 3, PlaceKind.DISK.cycle(), new Random(7)));
        assertThat(KillKind.deal(20, 3, PlaceKind.DISK.cycle(), new Random(7)))
                .isNotEqualTo(KillKind.deal(20, 3, PlaceKind.DISK.cycle(), new Random(8)));
    }
}
