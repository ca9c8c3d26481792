package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Ray's jar is on the class path here, with another test framework in it. */
final class SkippedTestsTest {
    @Test
    void whatIsAssumedInVain_isSkipped_andNotAnError() {
        assertThatThrownBy(() -> assumeThat(1).isEqualTo(2)).isInstanceOf(TestAbortedException.class);
    }
}
