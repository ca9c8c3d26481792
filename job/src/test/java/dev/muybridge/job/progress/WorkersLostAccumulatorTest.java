package dev.muybridge.job.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class WorkersLostAccumulatorTest {
    private final WorkersLostAccumulator lost = new WorkersLostAccumulator();

    @Test
    void add_keepsTheFirstReason() {
        lost.add("a");
        WorkersLost first = lost.getLocalValue();
        lost.add("b");

        assertThat(first.reason()).isEqualTo("a");
        assertThat(lost.getLocalValue()).isEqualTo(first);
    }

    @Test
    void or_isTheEarlier() {
        WorkersLost earlier = new WorkersLost(5, "earlier");
        WorkersLost later = new WorkersLost(7, "later");

        assertThat(earlier.or(later)).isEqualTo(earlier);
        assertThat(later.or(earlier)).isEqualTo(earlier);
    }

    @Test
    void merge_withOneThatHasNone_keepsTheReason() {
        lost.add("a");
        WorkersLostAccumulator other = new WorkersLostAccumulator();
        other.merge(lost.clone());
        lost.merge(new WorkersLostAccumulator());

        assertThat(other.getLocalValue()).isEqualTo(lost.getLocalValue());
        assertThat(lost.getLocalValue().reason()).isEqualTo("a");
    }

    /** Each operator has one of its own, and they come in any order. */
    @Test
    void progress_ofSeveralOperators_hasTheEarliestReason() {
        for (String[] names : new String[][] {{"a", "b"}, {"b", "a"}}) {
            Map<String, Object> accumulators = new LinkedHashMap<>();
            for (String name : names) {
                accumulators.put(name, new WorkersLost(name.equals("a") ? 5 : 7, name));
            }
            accumulators.put("c", WorkersLost.NONE);

            assertThat(JobProgress.of(accumulators).workersLost()).hasValue("a");
        }
        assertThat(JobProgress.of(Map.of("c", WorkersLost.NONE)).workersLost()).isEmpty();
    }

    @Test
    void serialized_isTheSame() throws IOException, ClassNotFoundException {
        lost.add("a");

        assertThat(InstantiationUtil.clone(lost).getLocalValue()).isEqualTo(lost.getLocalValue());
        lost.resetLocal();
        assertThat(lost.getLocalValue()).isEqualTo(WorkersLost.NONE);
    }
}
