package dev.muybridge.job.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class WorkersLostAccumulatorTest {
    private final WorkersLostAccumulator lost = new WorkersLostAccumulator();

    @Test
    void add_keepsTheFirstReasons_eachOnce() {
        for (int i = 0; i < 1000; i++) {
            lost.add("reason " + i / 2);
        }

        assertThat(lost.getLocalValue().reasons()).containsExactly("reason 0", "reason 1", "reason 2", "reason 3");
    }

    @Test
    void merge_ofSubtasks_keepsTheReasonsOfBoth() {
        WorkersLostAccumulator other = new WorkersLostAccumulator();
        lost.add("a");
        other.add("b");

        WorkersLostAccumulator merged = lost.clone();
        merged.merge(other);

        assertThat(merged.getLocalValue()).isEqualTo(new WorkersLost(List.of("a", "b")));
        assertThat(lost.getLocalValue()).isEqualTo(new WorkersLost(List.of("a")));
    }

    @Test
    void serialized_isTheSame() throws IOException, ClassNotFoundException {
        lost.add("a");

        assertThat(InstantiationUtil.clone(lost).getLocalValue()).isEqualTo(lost.getLocalValue());
        lost.resetLocal();
        assertThat(lost.getLocalValue().reasons()).isEmpty();
    }
}
